package io.henge.demo.druid;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DruidVersionTest {
    @ParameterizedTest
    @EnumSource
    void itsPomGathersTheJarsOfThatVersion(DruidVersion version) throws Exception {
        Path pom = Path.of(System.getProperty("henge.root"), version.module(), "pom.xml");

        assertThat(Files.readString(pom)).contains("<druid.version>" + version.number() + "</druid.version>");
        assertThat(DruidVersion.of(version.number())).contains(version);
    }
}
