package io.henge.druid.fence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.junit.jupiter.api.Test;

class RemoteActionsTest {
    private final RemoteActions filter = new RemoteActions();
    private final Request request = new Request(null, null);
    private final Response response = new Response(null, null);

    private static boolean elsewhere() {
        CompletableFuture<Boolean> mark = new CompletableFuture<>();
        new Thread(() -> mark.complete(RemoteActions.isServedHere())).start();
        return mark.join();
    }

    @Test
    void onlyTheThreadThatServesAnActionIsMarkedAndOnlyMeanwhile() throws Exception {
        List<Boolean> marks = new ArrayList<>();
        filter.doFilter(request, response, (sameRequest, sameResponse) -> {
            marks.add(RemoteActions.isServedHere());
            marks.add(elsewhere());
        });
        marks.add(RemoteActions.isServedHere());
        assertThat(marks).containsExactly(true, false, false);
    }

    @Test
    void aThreadWhoseActionFailedIsNotMarkedAnyMore() {
        assertThatThrownBy(() -> filter.doFilter(request, response, (sameRequest, sameResponse) -> {
                    throw new IllegalStateException("The action failed");
                }))
                .hasMessage("The action failed");
        assertThat(RemoteActions.isServedHere()).isFalse();
    }

    @Test
    void itStandsWherePeonsSendTheirActions() {
        assertThat(filter.getPaths()).containsExactly("/druid/indexer/v1/action");
        assertThat(filter.getFilter()).isSameAs(filter);
    }
}
