/**
 * A clock that tests move by hand.
 *
 * <p>Waiting is advancing: nothing in a simulated test waits on real time.
 */
@NullMarked
package io.henge.testkit.time;

import org.jspecify.annotations.NullMarked;
