/**
 * Henge inside a Druid Overlord, by topics: this package has only the two modules by which Druid finds everything.
 *
 * <p>What Druid calls and what lives as long as one leadership is in {@code runner}, start there; how tasks are read, in
 * {@code task}, and brought to their pods, in {@code ship}; their logs and reports, in {@code logs}; what Druid's metadata
 * store is asked, in {@code store}; what remote peons may do, in {@code fence}; REST, metrics, properties and dynamic
 * configuration, in packages of these names; workers beside clusters, in {@code workers}; and the programs that look at a
 * configuration without an Overlord, in {@code program}.
 */
@NullMarked
package io.henge.druid;

import org.jspecify.annotations.NullMarked;
