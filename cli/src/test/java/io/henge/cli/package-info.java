@NullMarked
package io.henge.cli;

import org.jspecify.annotations.NullMarked;
