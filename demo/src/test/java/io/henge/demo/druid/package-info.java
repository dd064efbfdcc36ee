/** Tests of the package of the same name; all quick, none needs a cluster. */
@NullMarked
package io.henge.demo.druid;

import org.jspecify.annotations.NullMarked;
