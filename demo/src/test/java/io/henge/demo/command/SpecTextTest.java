package io.henge.demo.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.henge.cli.exit.Refused;
import io.henge.demo.druid.DruidKind;
import io.henge.demo.druid.DruidVersion;
import io.henge.demo.druid.StoreKind;
import io.henge.demo.world.WorldSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SpecTextTest {
    private static final SpecText.Druid DERBY = new SpecText.Druid("33.0.0", "derby", false, false);

    private static final Path DIRECTORY = Path.of("d");

    private static List<String> complaints(
            String clusters, String overlords, @Nullable String port, String... settings) {
        return catchThrowableOfType(
                        Refused.class,
                        () -> new SpecText(clusters, overlords, true, port, List.of(settings), DERBY).spec(DIRECTORY))
                .complaints();
    }

    @Test
    void goodOptionsMakeASpec() {
        WorldSpec spec = new SpecText(
                        "east, west",
                        "3",
                        true,
                        "8888",
                        List.of("a=b=c", "d="),
                        new SpecText.Druid("33.0.0", "postgresql", true, true))
                .spec(DIRECTORY);

        assertThat(spec.clusters().names()).containsExactly("east", "west");
        assertThat(spec.overlords()).isEqualTo(3);
        assertThat(spec.routerPort()).isEqualTo(OptionalInt.of(8888));
        assertThat(spec.druid()).isEqualTo(new DruidKind(DruidVersion.V33, StoreKind.POSTGRESQL, true, true, Map.of()));
        assertThat(spec.overlordProperties()).containsEntry("a", "b=c").containsEntry("d", "");
    }

    @Test
    void aSettingNeedsAKeyAndAnEqualsSign() {
        assertThat(complaints("east", "1", null, "nothing", "=value", " =v"))
                .containsExactly(
                        "--set: \"nothing\" has no '='. Write --set key=value.",
                        "--set: \"=value\" has no key before the '='. Write --set key=value.",
                        "--set: \" =v\" has no key before the '='. Write --set key=value.");
    }

    @Test
    void numbersMustBeNumbers() {
        assertThat(complaints("east", "two", "x"))
                .containsExactly(
                        "--overlords: \"two\" is no number. Give a number from 1 to 5.",
                        "--router-port: \"x\" is no number. Give a number from 1 to 65535.");
    }

    @Test
    void aVersionOfDruidMustBeHere() {
        assertThat(catchThrowableOfType(
                                Refused.class,
                                () -> new SpecText(
                                                "east",
                                                "1",
                                                false,
                                                null,
                                                List.of(),
                                                new SpecText.Druid("36.0.0", "derby", false, false))
                                        .spec(DIRECTORY))
                        .complaints())
                .containsExactly("--druid: \"36.0.0\" is no version that is here. Give 33.0.0 or 37.0.0.");
    }

    @Test
    void aStoreMustBeHereAndFitDruidsVersion() {
        assertThat(ofKind("33.0.0", "mysql", false))
                .containsExactly("--store: \"mysql\" is no metadata store that is here. Give derby or postgresql.");
        assertThat(ofKind("37.0.0", "postgresql", false))
                .containsExactly(
                        "--store: postgresql is here for Druid 33.0.0 only. Leave --store out, or leave --druid"
                                + " out.");
    }

    @Test
    void kafkaMustFitDruidsVersion() {
        assertThat(ofKind("37.0.0", "derby", true))
                .containsExactly(
                        "--kafka: what reads from it is here for Druid 33.0.0 only. Leave --kafka out, or leave"
                                + " --druid out.");
    }

    private static List<String> ofKind(String version, String store, boolean kafka) {
        SpecText.Druid druid = new SpecText.Druid(version, store, false, kafka);
        return catchThrowableOfType(
                        Refused.class, () -> new SpecText("east", "1", false, null, List.of(), druid).spec(DIRECTORY))
                .complaints();
    }

    @Test
    void noClustersAreRefused() {
        assertThat(complaints(" ", "1", null)).singleElement().asString().startsWith("--clusters: no name.");
    }

    @Test
    void typedAndCheckedComplaintsComeTogether() {
        assertThat(complaints("east,,East", "9", "0", "x")).hasSize(5);
    }
}
