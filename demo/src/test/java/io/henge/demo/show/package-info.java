/** Tests of the package of the same name; all quick, none needs a cluster. */
@NullMarked
package io.henge.demo.show;

import org.jspecify.annotations.NullMarked;
