package io.henge.druid;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.MapBinder;
import java.util.Map;
import java.util.ServiceLoader;
import org.apache.druid.guice.annotations.LoadScope;
import org.apache.druid.initialization.DruidModule;
import org.apache.druid.server.emitter.ExtraServiceDimensions;
import org.junit.jupiter.api.Test;

class HengePeonModuleTest {
    /** Those of a peon, beside one that Druid itself adds. */
    private static Map<String, String> dimensions(Map<String, String> environment) {
        Injector injector = Guice.createInjector(
                binder -> MapBinder.newMapBinder(binder, String.class, String.class, ExtraServiceDimensions.class)
                        .addBinding("version")
                        .toInstance("33"),
                new HengePeonModule(environment));
        return injector.getInstance(Key.get(new TypeLiteral<Map<String, String>>() {}, ExtraServiceDimensions.class));
    }

    @Test
    void metricsOfAPeonSayItsTemplate() {
        assertThat(dimensions(Map.of("DRUID_POD_TEMPLATE", "index_parallel")))
                .isEqualTo(Map.of("version", "33", "podTemplate", "index_parallel"));
    }

    @Test
    void aPeonWithoutTemplateHasNoSuchDimension() {
        assertThat(dimensions(Map.of())).containsOnlyKeys("version");
        assertThat(dimensions(Map.of("DRUID_POD_TEMPLATE", " "))).containsOnlyKeys("version");
    }

    @Test
    void druidFindsOneModuleForOverlordsAndOneForPeons() {
        assertThat(ServiceLoader.load(DruidModule.class))
                .filteredOn(module -> module.getClass().getPackageName().startsWith("io.henge.druid"))
                .extracting(module ->
                        module.getClass().getAnnotation(LoadScope.class).roles())
                .containsExactlyInAnyOrder(new String[] {"overlord"}, new String[] {"peon"});
    }
}
