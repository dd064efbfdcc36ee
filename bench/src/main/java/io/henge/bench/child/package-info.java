/**
 * Java processes beside the one that measures: a store or a stub that shares a heap with what is measured would be
 * measured too.
 *
 * <p>Start with {@link io.henge.bench.child.JavaChild}. A child ends with its parent, however that ends.
 */
@NullMarked
package io.henge.bench.child;

import org.jspecify.annotations.NullMarked;
