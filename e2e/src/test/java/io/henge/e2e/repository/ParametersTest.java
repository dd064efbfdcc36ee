package io.henge.e2e.repository;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Parameter lists of main code are short: what belongs together is a value. */
class ParametersTest {
    private static final int PARAMETERS_MAX = 7;

    /** Records that are one JSON object, field for field, and why that object is not in parts. */
    private static final Map<String, String> WIRE = Map.of(
            "io.henge.druid.rest.PlacementView", "a row of GET /placements, flat as Druid's own rows of tasks are",
            "io.henge.druid.rest.ClusterView", "a row of GET /clusters, flat like those of placements",
            "io.henge.druid.rest.EventView", "a row of GET /events, flat like those of placements",
            "io.henge.druid.rest.FailoverView", "a row of GET /failovers, flat like those of events",
            "io.henge.druid.rest.DrainView", "what GET /clusters/{name}/drain answers, flat like a row of clusters",
            "io.henge.demo.world.Environment", "env.json, whose readers are scripts");

    private static final ArchRule LISTS_ARE_SHORT = codeUnits()
            .that(new DescribedPredicate<>("are written by hand") {
                @Override
                public boolean test(JavaCodeUnit unit) {
                    return !unit.getModifiers().contains(JavaModifier.SYNTHETIC)
                            && !unit.getOwner().isAnonymousClass()
                            && !unit.getOwner().getPackageName().contains("jmh_generated");
                }
            })
            .should(new ArchCondition<>("have at most " + PARAMETERS_MAX + " parameters") {
                @Override
                public void check(JavaCodeUnit unit, ConditionEvents events) {
                    int count = written(unit);
                    boolean exempt = unit.isConstructor()
                            && WIRE.containsKey(unit.getOwner().getName());
                    if (count > PARAMETERS_MAX && !exempt) {
                        events.add(SimpleConditionEvent.violated(unit, unit.getFullName() + " has " + count));
                    }
                }
            });

    /** Without those that the compiler adds: an enum's name and place, the outer object of an inner class. */
    private static int written(JavaCodeUnit unit) {
        JavaClass owner = unit.getOwner();
        int all = unit.getRawParameterTypes().size();
        if (!unit.isConstructor()) {
            return all;
        }
        return owner.isEnum() ? all - 2 : owner.isInnerClass() ? all - 1 : all;
    }

    @Test
    void noParameterListOfMainCodeIsLong() {
        LISTS_ARE_SHORT.check(MainClasses.ALL);
    }

    @Test
    void everyExemptionIsNeeded() {
        TreeMap<String, Integer> longest = new TreeMap<>();
        WIRE.keySet()
                .forEach(name -> longest.put(
                        name,
                        MainClasses.ALL.get(name).getConstructors().stream()
                                .mapToInt(ParametersTest::written)
                                .max()
                                .orElse(0)));
        assertThat(longest).allSatisfy((name, count) -> assertThat(count).isGreaterThan(PARAMETERS_MAX));
    }

    @Test
    void longListsAreFound() {
        assertThatThrownBy(
                        () -> check("class Long { Long(int a, int b, int c, int d, int e, int f, int g, int h) {} }"))
                .hasMessageContaining("planted.Long.<init>")
                .hasMessageContaining("has 8");
        assertThatThrownBy(() -> check("record Long(int a, int b, int c, int d, int e, int f, int g, int h) {}"))
                .hasMessageContaining("has 8");
        assertThatThrownBy(
                        () -> check("class Long { void f(int a, int b, int c, int d, int e, int f, int g, int h) {} }"))
                .hasMessageContaining("planted.Long.f");
    }

    @Test
    void whatTheCompilerAddsDoesNotCount() {
        check("enum Long { A; Long(int... a) {} Long(int a, int b, int c, int d, int e, int f, int g) {} }");
        check("class Long { class In { In(int a, int b, int c, int d, int e, int f, int g) {} } }");
        assertThatThrownBy(() -> check("class Long { class In { In(int a, int b, int c, int d, int e, int f, int g,"
                        + " int h) {} } }"))
                .hasMessageContaining("has 8");
    }

    private static void check(String code) {
        LISTS_ARE_SHORT.check(Planted.classes(new Planted.Source("planted.Long", "package planted; " + code)));
    }
}
