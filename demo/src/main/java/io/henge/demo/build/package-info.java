/**
 * What must be built before a world can be made, and whether it is out of date.
 *
 * <p>Start with {@link io.henge.demo.build.Builds}. Runs Maven, Go and, for the archive of classes, a small world of its
 * own. One build at a time per checkout.
 */
@NullMarked
package io.henge.demo.build;

import org.jspecify.annotations.NullMarked;
