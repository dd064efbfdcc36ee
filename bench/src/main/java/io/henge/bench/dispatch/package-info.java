/**
 * How fast tasks become Jobs on real API servers, with controllers, scheduler and simulated nodes, beside a plain client-go
 * loop that makes the same Jobs.
 */
@NullMarked
package io.henge.bench.dispatch;

import org.jspecify.annotations.NullMarked;
