@NullMarked
package io.henge.cli.overlord;

import org.jspecify.annotations.NullMarked;
