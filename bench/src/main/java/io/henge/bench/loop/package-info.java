/** How long a turn of the loop takes, beside many tasks that it is not about, and what a known task costs. */
@NullMarked
package io.henge.bench.loop;

import org.jspecify.annotations.NullMarked;
