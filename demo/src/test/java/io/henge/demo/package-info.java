/** Tests of the command line as a whole; nothing is started. */
@NullMarked
package io.henge.demo;

import org.jspecify.annotations.NullMarked;
