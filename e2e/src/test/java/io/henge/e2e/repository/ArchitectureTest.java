package io.henge.e2e.repository;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses CLASSES = MainClasses.ALL;

    @Test
    void everyModuleIsLookedAt() {
        assertThat(Stream.of(
                        "core",
                        "testkit",
                        "ledger.sql",
                        "kubernetes",
                        "druid",
                        "peon",
                        "cli",
                        "demo",
                        "bench",
                        "discovery",
                        "users"))
                .allSatisfy(module -> assertThat(CLASSES)
                        .anyMatch(type -> type.getPackageName().startsWith("io.henge." + module)));
    }

    @Test
    void theCoreKnowsNeitherDruidNorKubernetesNorTheNetworkNorSql() {
        noClasses()
                .that()
                .resideInAPackage("io.henge.core..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.apache.druid..", "io.fabric8..", "java.net..", "javax.net..", "java.sql..", "javax.sql..")
                .because("the core decides on values alone, so that every decision can be tested and simulated")
                .check(CLASSES);
    }

    @Test
    void theCoreDependsOnNoOtherModule() {
        noClasses()
                .that()
                .resideInAPackage("io.henge.core..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.henge.druid..",
                        "io.henge.peon..",
                        "io.henge.kubernetes..",
                        "io.henge.ledger.sql..",
                        "io.henge.testkit..",
                        "io.henge.cli..",
                        "io.henge.demo..")
                .because("dependencies point to the core")
                .check(CLASSES);
    }

    @Test
    void theCommandKnowsNothingOfWhatItIsDistributedWith() {
        noClasses()
                .that()
                .resideInAPackage("io.henge.cli..")
                .should()
                .dependOnClassesThat(JavaClass.Predicates.resideInAPackage("io.henge..")
                        .and(JavaClass.Predicates.resideOutsideOfPackage("io.henge.cli..")))
                .because(
                        "it starts at once, runs beside any Druid, and finds the extension's programs by the JDK alone")
                .check(CLASSES);
    }

    @Test
    void onlyTheKubernetesModuleKnowsFabric8() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.henge.kubernetes..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.fabric8..")
                .because("the client is relocated in one place and kept behind a port")
                .check(CLASSES);
    }

    @Test
    void onlyTheExtensionKnowsDruid() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "io.henge.druid..",
                        "io.henge.peon..",
                        "io.henge.bench.overlord..",
                        "io.henge.discovery..",
                        "io.henge.users..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.druid..")
                .because(
                        "the same adapters are to run beside any supported Druid; the benchmarks play one, a test world extends one")
                .check(CLASSES);
    }

    private static final ArchRule NO_ZOOKEEPER = noClasses()
            .that()
            .resideInAPackage("io.henge..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.curator..", "org.apache.zookeeper..", "org.apache.druid.curator..")
            .because("a Druid that runs on Kubernetes may have no ZooKeeper (druid.zk.service.enabled=false)");

    @Test
    void nobodyKnowsZooKeeper() {
        NO_ZOOKEEPER.check(CLASSES);
    }

    @Test
    void whoeverKnowsZooKeeperIsFound() {
        JavaClasses planted = Planted.classes(
                new Planted.Source(
                        "org.apache.curator.framework.CuratorFramework",
                        "package org.apache.curator.framework; public interface CuratorFramework {}"),
                new Planted.Source(
                        "io.henge.druid.planted.Session",
                        "package io.henge.druid.planted; class Session {"
                                + " Session(org.apache.curator.framework.CuratorFramework zooKeeper) {} }"));
        assertThatThrownBy(() -> NO_ZOOKEEPER.check(planted))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("io.henge.druid.planted.Session", "CuratorFramework");
    }

    @Test
    void noCirclesAreBetweenThePackagesOfTheExtension() {
        PackageCircles.noneBelow("io.henge.druid").check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage("io.henge.druid.*..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.henge.druid")
                .because("the modules are where Druid comes in; nothing else leads there")
                .check(CLASSES);
    }

    @Test
    void nobodySleeps() {
        noClasses()
                .should()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .callMethod(Thread.class, "sleep", long.class, int.class)
                .orShould()
                .callMethod(TimeUnit.class, "sleep", long.class)
                .because("a wait is for a condition and has a deadline")
                .check(CLASSES);
    }

    @Test
    void onlyTheClockAsksForTheTime() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("io.henge.core.time.SteadyClock")
                .should()
                .callMethod(Instant.class, "now")
                .because("time is injected, so that tests drive it and a jump of the wall clock decides nothing")
                .check(CLASSES);
    }

    @Test
    void nothingRunsOnTheCommonPool() {
        noClasses()
                .should()
                .callMethod(CompletableFuture.class, "supplyAsync", Supplier.class)
                .orShould()
                .callMethod(CompletableFuture.class, "runAsync", Runnable.class)
                .because("every pool is bounded and belongs to somebody")
                .check(CLASSES);
    }

    @Test
    void packagesAreNamedByFeature() {
        noClasses()
                .should()
                .resideInAnyPackage(
                        Stream.of("common", "util", "utils", "helper", "impl", "model", "service", "manager")
                                .map(word -> ".." + word + "..")
                                .toArray(String[]::new))
                .because("a newcomer is to guess the right file at the first try")
                .check(CLASSES);
    }

    @Test
    void classesAreNamedByWhatTheyAre() {
        classes()
                .should()
                .haveNameNotMatching(".*(Manager|Helper|Processor|Impl|Data|Info|Utils?)")
                .because("these words say nothing of what a class is")
                .check(CLASSES);
    }

    @Test
    void noCirclesAreBetweenThePackagesOfTheKubernetesModule() {
        PackageCircles.noneBelow("io.henge.kubernetes").check(CLASSES);
    }

    @Test
    void aPlantedCircleOfPackagesIsFound() {
        String planted = ArchitectureTest.class.getPackageName() + ".planted";
        JavaClasses circle = new ClassFileImporter().importPackages(planted);
        assertThatThrownBy(() -> PackageCircles.noneBelow(planted).check(circle))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Slice egg")
                .hasMessageContaining("Slice hen");
    }
}
