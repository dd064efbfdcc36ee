/** Tests of how database servers are run on this machine. */
@NullMarked
package io.henge.demo.database;

import org.jspecify.annotations.NullMarked;
