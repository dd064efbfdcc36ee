/** What one decision of placement costs, in memory alone. */
@NullMarked
package io.henge.bench.placement;

import org.jspecify.annotations.NullMarked;
