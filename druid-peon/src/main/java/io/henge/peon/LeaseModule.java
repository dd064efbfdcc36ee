package io.henge.peon;

import com.google.inject.Binder;
import org.apache.druid.discovery.NodeRole;
import org.apache.druid.guice.LifecycleModule;
import org.apache.druid.guice.ManageLifecycle;
import org.apache.druid.guice.ManageLifecycleInit;
import org.apache.druid.guice.annotations.LoadScope;
import org.apache.druid.initialization.DruidModule;

/** Has a peon keep to the lease that its task was shipped with; one whose task has none is as it would be without this. */
@LoadScope(roles = NodeRole.PEON_JSON_NAME)
public final class LeaseModule implements DruidModule {
    @Override
    public void configure(Binder binder) {
        // Before everything else that starts, so that a second pod of a revoked attempt begins nothing.
        binder.bind(PeonLease.class).in(ManageLifecycleInit.class);
        LifecycleModule.register(binder, PeonLease.class);
        // An extension's part comes before those of Druid's own in the same stage, and so before the task.
        binder.bind(OverlordsWord.class).in(ManageLifecycle.class);
        LifecycleModule.register(binder, OverlordsWord.class);
    }
}
