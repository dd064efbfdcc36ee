package io.henge.e2e.repository;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A name of a class of main code means one class, in whatever module one reads it. */
class TwinNamesTest {
    /** Names that two classes have, and why. */
    private static final Map<String, String> EXEMPT =
            Map.of("Henge", "the command henge: that of the distribution, and that of a checkout, which has more");

    /** The top-level classes by simple name, where several have one. */
    private static SortedMap<String, SortedSet<String>> twins(JavaClasses classes) {
        TreeMap<String, SortedSet<String>> named = new TreeMap<>();
        for (JavaClass type : classes) {
            if (type.isTopLevelClass() && !type.getSimpleName().equals("package-info")) {
                named.computeIfAbsent(type.getSimpleName(), name -> new TreeSet<>())
                        .add(type.getName());
            }
        }
        named.values().removeIf(types -> types.size() == 1);
        return named;
    }

    @Test
    void noTwoClassesOfMainCodeHaveOneName() {
        assertThat(twins(MainClasses.ALL).keySet())
                .as("names of %s, but for %s", twins(MainClasses.ALL), EXEMPT)
                .isEqualTo(EXEMPT.keySet());
    }

    @Test
    void twinsAreFound() {
        JavaClasses planted = Planted.classes(
                new Planted.Source("egg.Twin", "package egg; class Twin {}"),
                new Planted.Source("hen.Twin", "package hen; class Twin { class Nested {} }"),
                new Planted.Source("nest.Nested", "package nest; class Nested {}"));
        assertThat(twins(planted)).containsExactly(Map.entry("Twin", new TreeSet<>(Set.of("egg.Twin", "hen.Twin"))));
    }
}
