package io.henge.druid;

import com.google.inject.Binder;
import com.google.inject.multibindings.MapBinder;
import io.henge.kubernetes.template.TemplateAdapter;
import java.util.Map;
import org.apache.druid.discovery.NodeRole;
import org.apache.druid.guice.annotations.LoadScope;
import org.apache.druid.initialization.DruidModule;
import org.apache.druid.server.emitter.ExtraServiceDimensions;

/**
 * Gives every metric and alert of a peon the dimension {@value #DIMENSION}: the key of the pod template that it was made
 * from. A peon needs nothing of Henge; this is for those that have the extension in their load list. Without a template
 * there is no such dimension.
 */
@LoadScope(roles = NodeRole.PEON_JSON_NAME)
public final class HengePeonModule implements DruidModule {
    static final String DIMENSION = "podTemplate";

    private final Map<String, String> environment;

    /** As Druid makes it. */
    public HengePeonModule() {
        this(System.getenv());
    }

    HengePeonModule(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public void configure(Binder binder) {
        String template = environment.getOrDefault(TemplateAdapter.TEMPLATE_VARIABLE, "");
        if (!template.isBlank()) {
            MapBinder.newMapBinder(binder, String.class, String.class, ExtraServiceDimensions.class)
                    .addBinding(DIMENSION)
                    .toInstance(template);
        }
    }
}
