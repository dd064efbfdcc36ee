package io.henge.e2e.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;

/** A person who tells Henge by REST what to do; a word that is not taken fails the test. */
record Operator(Place place) {
    void move(String task) throws Exception {
        say("tasks/" + task + "/move");
    }

    void declareDead(String cluster) throws Exception {
        say("clusters/" + cluster + "/declareDead");
    }

    void declareAlive(String cluster) throws Exception {
        say("clusters/" + cluster + "/declareAlive");
    }

    private void say(String word) throws Exception {
        HttpResponse<String> answer = place.post("/druid/indexer/v1/k8s/" + word, "{\"reason\":\"a test says so\"}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }
}
