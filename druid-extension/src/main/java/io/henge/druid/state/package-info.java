/**
 * What is read of attempts that run, for the attempts after them.
 *
 * <p>Used by the runner. Start reading at {@link io.henge.druid.state.AttemptStates}.
 */
@NullMarked
package io.henge.druid.state;

import org.jspecify.annotations.NullMarked;
