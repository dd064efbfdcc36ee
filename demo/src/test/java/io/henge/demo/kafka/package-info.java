/** Tests of the package of the same name; all quick, none needs a broker. */
@NullMarked
package io.henge.demo.kafka;

import org.jspecify.annotations.NullMarked;
