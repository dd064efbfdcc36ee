package io.henge.core.decide;

import io.henge.core.decide.Chores.Search;
import io.henge.core.ledger.ClusterRecord;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides how the Jobs of Druid's own runner are taken over, once per cluster. When every cluster has been searched, the
 * tasks that no Job was found of are free to be placed, and nothing is searched again. Where all that was not searched is
 * declared dead, they are placed as second attempts; such a cluster is searched when that is taken back.
 */
final class Adopting {
    private Adopting() {}

    static List<FleetAction> next(Chores.Adoption adoption) {
        if (adoption.settling()) {
            return List.of();
        }
        List<Search> pending = adoption.searches().stream()
                .filter(search -> search.record().adoption() == ClusterRecord.Adoption.PENDING)
                .toList();
        List<Search> alive = pending.stream()
                .filter(search -> search.record().dead() == null)
                .toList();
        List<FleetAction> actions = new ArrayList<>();
        if (pending.isEmpty()) {
            actions.add(new FleetAction.Settle());
        } else if (alive.isEmpty() && pending.stream().noneMatch(Search::begun) && adoption.unsettled()) {
            actions.add(new FleetAction.PresumeLost());
        }
        alive.stream()
                .filter(search -> search.ready() && !search.begun())
                .forEach(search ->
                        actions.add(new FleetAction.Search(search.record().name())));
        return actions;
    }
}
