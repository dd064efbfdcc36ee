package org.apache.druid.msq.guice;

import com.google.inject.Binder;
import org.apache.druid.initialization.DruidModule;

/** Druid's services name this module; here it adds nothing. */
public final class MSQExternalDataSourceModule implements DruidModule {
    @Override
    public void configure(Binder binder) {}
}
