/** What stands between Henge and a real API server, and can be out of order. */
@NullMarked
package io.henge.testkit.way;

import org.jspecify.annotations.NullMarked;
