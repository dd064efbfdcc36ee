@NullMarked
package io.henge.cli.command;

import org.jspecify.annotations.NullMarked;
