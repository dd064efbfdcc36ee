package io.henge.core.placement;

import java.util.List;
import java.util.Optional;

/** One reason why a cluster cannot be taken. */
interface Filter {
    /** All of them; what is found first counts: what nobody can change soon before what passes by itself. */
    List<Filter> ALL = List.of(
            new OpenFilter(),
            new TieFilter(),
            new RuleFilter(),
            new TaintFilter(),
            new SizeFilter(),
            new CapacityFilter(),
            new ResourceFilter(),
            new CallFilter(),
            new KeptFilter());

    Optional<Refusal> refusal(Candidate cluster, Asker asker);
}
