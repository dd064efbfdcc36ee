package io.henge.e2e.repository;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.lang.ArchRule;

/** The rule that packages can be read one after the other. */
final class PackageCircles {
    private PackageCircles() {}

    /** Of the packages right below {@code parent}, each with all that is below it. */
    static ArchRule noneBelow(String parent) {
        return slices().matching(parent + ".(*)..")
                .should()
                .beFreeOfCycles()
                .because("a package that needs whoever needs it is one thing with it, whatever it is called");
    }
}
