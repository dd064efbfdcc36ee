/**
 * Stands in for the modules of Druid's multi-stage queries, whose jar cannot be had from the package repository: Overlord and
 * peon of Druid 37 do not start without classes of these names. Multi-stage queries do not run with them.
 */
@NullMarked
package org.apache.druid.msq.guice;

import org.jspecify.annotations.NullMarked;
