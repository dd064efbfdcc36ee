package io.henge.e2e.repository.planted.egg;

import io.henge.e2e.repository.planted.hen.Hen;
import java.util.List;

/** Needs what needs it. */
public record Egg(List<Hen> laidBy) {
    public Egg {
        laidBy = List.copyOf(laidBy);
    }
}
