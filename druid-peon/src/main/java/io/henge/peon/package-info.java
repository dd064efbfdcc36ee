/**
 * What a peon needs of Henge that has this extension in its load list: it stops itself when nobody renews its lease. Druid
 * alone calls it; its threads are two daemons.
 */
@NullMarked
package io.henge.peon;

import org.jspecify.annotations.NullMarked;
