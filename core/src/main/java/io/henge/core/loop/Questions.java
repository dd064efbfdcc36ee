package io.henge.core.loop;

import io.henge.core.attempt.AttemptId;
import io.henge.core.decide.AttemptView;
import io.henge.core.decide.Chores;
import io.henge.core.decide.Request;
import java.util.List;
import java.util.TreeMap;

/** Gathers what is known of what a person asks for. */
final class Questions {
    private Questions() {}

    static Chores.Question of(Request request, AttemptTable table, FleetEffects effects) {
        List<AttemptView> attempts = attemptsOf(request, table);
        TreeMap<AttemptId, List<AttemptView>> families = new TreeMap<>();
        attempts.forEach(view -> families.put(view.id(), table.subTasksOf(view)));
        long version = request instanceof Request.Declare declare ? effects.version(declare.cluster()) : 0;
        return new Chores.Question(request, attempts, families, version, effects.pause());
    }

    private static List<AttemptView> attemptsOf(Request request, AttemptTable table) {
        if (request instanceof Request.Move move) {
            return table.newest(move.task()).stream().toList();
        }
        if (request instanceof Request.Pause) {
            return List.of();
        }
        return table.on(((Request.Declare) request).cluster()).stream()
                .flatMap(id -> table.find(id).stream())
                .filter(AttemptView::isPlaced)
                .toList();
    }
}
