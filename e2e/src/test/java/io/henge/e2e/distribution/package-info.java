/** Tests of the archives that are handed out, as somebody without a checkout has them. */
@NullMarked
package io.henge.e2e.distribution;

import org.jspecify.annotations.NullMarked;
