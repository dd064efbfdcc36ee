/**
 * Rules that the whole repository keeps, with their reasons: layering, banned calls and names, tidiness.
 *
 * <p>They read the compiled classes of every module and the files that git tracks.
 */
@NullMarked
package io.henge.e2e.repository;

import org.jspecify.annotations.NullMarked;
