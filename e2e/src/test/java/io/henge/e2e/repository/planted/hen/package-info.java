/** One half of a circle, planted to see that the rule finds it. */
@NullMarked
package io.henge.e2e.repository.planted.hen;

import org.jspecify.annotations.NullMarked;
