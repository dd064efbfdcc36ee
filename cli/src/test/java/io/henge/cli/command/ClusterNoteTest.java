package io.henge.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is noted of a cluster, above all what becomes by itself of what is there. */
class ClusterNoteTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final JsonMapper JSON = new JsonMapper();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "'limbo':388,'failover':{'at':'2026-01-01T00:01:18Z','leaving':388,'staying':0,'why':null,'acts':true}"
                        + "|388 in limbo; failover in 1 min 18 s unless evidence of life",
                "'limbo':4,'why':'timed out','failover':{'at':'2026-01-01T00:00:12Z','leaving':3,'staying':1,'why':'its onLost is Hold','acts':true}"
                        + "|4 in limbo; failover in 12 s unless evidence of life; 1 stay: its onLost is Hold; timed out",
                "'failover':{'at':'2026-01-01T00:00:00Z','leaving':3,'staying':0,'why':null,'acts':true}|3 taken away now",
                "'failover':{'at':'2025-12-31T23:59:59Z','leaving':3,'staying':0,'why':null,'acts':true}|3 taken away now",
                "'limbo':2,'failover':{'at':null,'leaving':0,'staying':2,'why':'its purgeMode is Never','acts':true}"
                        + "|2 in limbo; 2 stay: its purgeMode is Never",
                "'failover':{'at':'2026-01-01T00:00:30Z','leaving':3,'staying':0,'why':null,'acts':false}"
                        + "|failover observes: would take 3 away in 30 s",
                "'limbo':2,'why':'timed out; held: 2 of 3 clusters turned bad together','failover':{'at':null,'leaving':0,'staying':2,'why':'held: 2 of 3 clusters turned bad together','acts':true}"
                        + "|2 in limbo; 2 stay; timed out; held: 2 of 3 clusters turned bad together",
                "'failover':{'at':'2025-12-31T23:59:59Z','leaving':3,'staying':1,'why':'no','acts':false}"
                        + "|failover observes: would take 3 away now; 1 stay: no",
                "'limbo':2,'failover':{'at':null,'leaving':0,'staying':2,'why':'failover.mode is off','acts':false}"
                        + "|2 in limbo; failover is off",
                "'failover':{'at':null,'leaving':0,'staying':0,'why':null,'acts':true}|-",
                "'failover':null,'limbo':2,'why':'timed out'|timed out",
                "'state':'Misconfigured','why':'token expired'|token expired; no failover for this reason",
                "'state':'Overloaded','why':'429'|429; no failover for this reason",
                "'state':'Healthy'|-",
                "'cordoned':{'by':'anna','at':'2025-12-31T23:59:48Z','reason':'disks'},'limbo':1,'failover':{'at':'2026-01-01T00:00:30Z','leaving':1,'staying':0,'why':null,'acts':true}"
                        + "|by anna 12 s ago: disks; 1 in limbo; failover in 30 s unless evidence of life",
                "'declaredDead':{'by':'anna','at':'2025-12-31T23:59:48Z','reason':'it burnt'},'why':'timed out'"
                        + "|by anna 12 s ago: it burnt",
            })
    void whatCountsIsNoted(String cluster, String note) throws JsonProcessingException {
        assertThat(ClusterNote.of(JSON.readTree("{" + cluster.replace('\'', '"') + "}"), NOW))
                .isEqualTo(note);
    }
}
