/** The page in a real browser, without anything of what it shows: opening it, waiting for it, and what it does wrong. */
@NullMarked
package io.henge.e2e.page;

import org.jspecify.annotations.NullMarked;
