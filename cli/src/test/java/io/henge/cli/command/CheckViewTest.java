package io.henge.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class CheckViewTest {
    private static List<String> lines(String json) throws Exception {
        return CheckView.lines(new ObjectMapper().readTree(json));
    }

    @Test
    void whatIsFineIsCountedAndAllElseIsShownTheGravestFirst() throws Exception {
        assertThat(lines("""
            {"verdict":"problem","clusters":[
              {"name":"east","reached":true,"works":false,"serverVersion":"v1.34.4","clockAheadSeconds":7,"findings":[
                {"level":"unseen","about":"namespace[druid]","sentence":"Not allowed to look."},
                {"level":"fine","about":"permission to get pods/log","sentence":"Allowed."},
                {"level":"problem","about":"ConfigMap[conf]","sentence":"There is\\n none."}]},
              {"name":"west","reached":false,"works":false,"findings":[
                {"level":"problem","about":"API server","sentence":"No answer."}]}]}
            """))
                .containsExactly(
                        "NAME  REACHED  SERVER   CLOCK  FINE  NOT SEEN  WARNINGS  PROBLEMS",
                        "east  yes      v1.34.4  +7 s   1     1         0         1",
                        "west  no       -        -      0     0         0         1",
                        "",
                        "CLUSTER  FINDING   ABOUT             MESSAGE",
                        "east     problem   ConfigMap[conf]   There is none.",
                        "east     not seen  namespace[druid]  Not allowed to look.",
                        "west     problem   API server        No answer.");
    }

    @Test
    void whereAllIsFineTheTableStandsAlone() throws Exception {
        assertThat(lines("""
            {"clusters":[{"name":"east","reached":true,"serverVersion":"v1","clockAheadSeconds":0,"findings":[]}]}
            """))
                .containsExactly(
                        "NAME  REACHED  SERVER  CLOCK  FINE  NOT SEEN  WARNINGS  PROBLEMS",
                        "east  yes      v1      +0 s   0     0         0         0");
    }
}
