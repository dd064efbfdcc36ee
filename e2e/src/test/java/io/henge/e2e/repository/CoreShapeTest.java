package io.henge.e2e.repository;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.nio.file.Path;
import java.util.AbstractCollection;
import java.util.AbstractMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The shape of the core: its parts, and who may know whom. Each rule is shown to find a violation that is planted. */
class CoreShapeTest {
    private static final JavaClasses CORE = new ClassFileImporter()
            .importPath(Path.of(System.getProperty("henge.root")).resolve("core/target/classes"));

    private static final String[] TOPICS = Stream.of(
                    "attempt", "cluster", "health", "placement", "failover", "fence", "lease", "ledger")
            .map(topic -> "io.henge.core." + topic + "..")
            .toArray(String[]::new);

    private static final ArchRule TOPICS_KNOW_TOPICS = noClasses()
            .that()
            .resideInAnyPackage(TOPICS)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.henge.core.decide..", "io.henge.core.loop..", "io.henge.core.port..", "io.henge.core.report..")
            .because("a topic is values, and pure functions of that topic");

    private static final ArchRule DECISIONS_ARE_PURE = noClasses()
            .that()
            .resideInAPackage("io.henge.core.decide..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.henge.core.port..",
                    "io.henge.core.loop..",
                    "io.henge.core.report..",
                    "io.henge.core.time..",
                    "java.util.concurrent..",
                    "org.slf4j..")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.time.InstantSource")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.time.Clock")
            .because("the same inputs give the same plan: no port, clock, log or future decides");

    private static final ArchRule VALUES_ARE_NOT_CHANGED = fields().that()
            .areDeclaredInClassesThat()
            .resideInAPackage("io.henge.core.decide..")
            .and()
            .areDeclaredInClassesThat(JavaClass.Predicates.assignableTo(Record.class))
            .should()
            .haveRawType(not(assignableTo(AbstractCollection.class).or(assignableTo(AbstractMap.class)))
                    .as("a type that promises no change"))
            .because("what was handed to a decision is not changed by whoever handed it over");

    private static final ArchRule NOTHING_KNOWS_THE_LOOP = noClasses()
            .that()
            .resideInAPackage("io.henge.core..")
            .and()
            .resideOutsideOfPackage("io.henge.core.loop..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.henge.core.loop..")
            .because("the machinery knows all, and nothing of the core needs to know it");

    private static final ArchRule PORTS_LEAVE_NOTHING_OUT = methods()
            .that()
            .areDeclaredInClassesThat()
            .resideInAPackage("io.henge.core.port..")
            .and()
            .areDeclaredInClassesThat()
            .areInterfaces()
            .and()
            .areNotStatic()
            .should()
            .haveModifier(JavaModifier.ABSTRACT)
            .because("a default hides that somebody who stands before another forgot to hand a call on");

    private static final ArchRule NO_CIRCLES_OF_CLASSES = slices().assignedFrom(new SliceAssignment() {
                @Override
                public String getDescription() {
                    return "top-level classes of the core";
                }

                @Override
                public SliceIdentifier getIdentifierOf(JavaClass type) {
                    JavaClass top = type;
                    while (top.getEnclosingClass().isPresent()) {
                        top = top.getEnclosingClass().get();
                    }
                    return top.getPackageName().startsWith("io.henge.core")
                            ? SliceIdentifier.of(top.getFullName())
                            : SliceIdentifier.ignore();
                }
            })
            .should()
            .beFreeOfCycles();

    @Test
    void topicsKnowNothingElseOfTheCore() {
        TOPICS_KNOW_TOPICS.check(CORE);
        assertFinds(
                TOPICS_KNOW_TOPICS,
                source("io.henge.core.port.Planted", "public interface Planted {}"),
                source("io.henge.core.placement.Room", "class Room { io.henge.core.port.Planted port; }"));
    }

    @Test
    void decisionsArePure() {
        DECISIONS_ARE_PURE.check(CORE);
        assertFinds(
                DECISIONS_ARE_PURE,
                source(
                        "io.henge.core.decide.Late",
                        "class Late { java.util.concurrent.CompletableFuture<?> answer; }"));
        assertFinds(
                DECISIONS_ARE_PURE,
                source("io.henge.core.decide.Timed", "class Timed { java.time.InstantSource clock; }"));
    }

    @Test
    void valuesOfDecisionsPromiseNoChange() {
        VALUES_ARE_NOT_CHANGED.check(CORE);
        assertFinds(
                VALUES_ARE_NOT_CHANGED,
                source("io.henge.core.decide.Open", "record Open(java.util.ArrayList<String> names) {}"));
    }

    @Test
    void nothingKnowsTheLoop() {
        NOTHING_KNOWS_THE_LOOP.check(CORE);
        assertFinds(
                NOTHING_KNOWS_THE_LOOP,
                source("io.henge.core.loop.Planted", "public class Planted {}"),
                source("io.henge.core.report.Page", "class Page { io.henge.core.loop.Planted loop; }"));
    }

    @Test
    void portsHaveNoDefaults() {
        PORTS_LEAVE_NOTHING_OUT.check(CORE);
        assertFinds(
                PORTS_LEAVE_NOTHING_OUT,
                source("io.henge.core.port.Planted", "public interface Planted { default int age() { return 0; } }"));
    }

    @Test
    void noCirclesAreBetweenThePackagesOfTheCore() {
        PackageCircles.noneBelow("io.henge.core").check(CORE);
        assertFinds(
                PackageCircles.noneBelow("io.henge.core"),
                source("io.henge.core.egg.Egg", "public class Egg { io.henge.core.hen.Hen from; }"),
                source("io.henge.core.hen.Hen", "public class Hen { io.henge.core.egg.Egg of; }"));
    }

    @Test
    void noCirclesAreBetweenTheClassesOfTheCore() {
        NO_CIRCLES_OF_CLASSES.check(CORE);
        assertFinds(
                NO_CIRCLES_OF_CLASSES,
                source("io.henge.core.decide.Egg", "class Egg { Hen from; }"),
                source("io.henge.core.decide.Hen", "class Hen { Egg of; }"));
    }

    private static Planted.Source source(String name, String code) {
        return new Planted.Source(name, "package " + name.substring(0, name.lastIndexOf('.')) + "; " + code);
    }

    private static void assertFinds(ArchRule rule, Planted.Source... planted) {
        JavaClasses classes = Planted.classes(planted);
        assertThatThrownBy(() -> rule.check(classes)).isInstanceOf(AssertionError.class);
    }
}
