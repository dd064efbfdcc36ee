package io.henge.demo.show;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlightsTest {
    @TempDir
    private Path directory = Path.of("");

    @Test
    void theShippedFlightsAreWhatTheProofExpects() throws Exception {
        Path source = Path.of(System.getProperty("henge.root"), "demo/data/flights-20k.json");

        List<Path> files = new Flights(source).split(directory, 6);

        long rows = 0;
        long distance = 0;
        ObjectMapper json = new ObjectMapper();
        for (Path file : files) {
            for (String line : Files.readAllLines(file)) {
                rows++;
                distance += json.readTree(line).path("distance").asLong();
            }
        }
        assertThat(files).hasSize(6);
        assertThat(rows).isEqualTo(Flights.ROWS);
        assertThat(distance).isEqualTo(Flights.DISTANCE);
    }

    @Test
    void theTaskMakesOneSubTaskPerFile() {
        var tuning = Flights.task(directory, 3).path("spec").path("tuningConfig");

        assertThat(tuning.path("maxNumConcurrentSubTasks").asInt()).isEqualTo(3);
        assertThat(tuning.path("splitHintSpec").path("maxNumFiles").asInt()).isEqualTo(1);
    }
}
