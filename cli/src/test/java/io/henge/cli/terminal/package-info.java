@NullMarked
package io.henge.cli.terminal;

import org.jspecify.annotations.NullMarked;
