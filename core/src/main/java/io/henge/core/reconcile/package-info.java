/**
 * The loop and the plan: what is to be done next for every task, decided on snapshots and carried out elsewhere.
 *
 * <p>Start with {@link io.henge.core.reconcile.Planner}, which is pure, and {@link io.henge.core.reconcile.TaskLoop},
 * which owns all state and is turned by one thread. Everybody else calls {@link io.henge.core.reconcile.TaskLoop}'s
 * methods marked for any thread, or reads a {@link io.henge.core.reconcile.LoopSnapshot}.
 */
@NullMarked
package io.henge.core.reconcile;

import org.jspecify.annotations.NullMarked;
