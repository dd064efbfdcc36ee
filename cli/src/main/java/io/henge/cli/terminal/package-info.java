/** What people see of results: aligned tables, and durations in words. Pure functions. */
@NullMarked
package io.henge.cli.terminal;

import org.jspecify.annotations.NullMarked;
