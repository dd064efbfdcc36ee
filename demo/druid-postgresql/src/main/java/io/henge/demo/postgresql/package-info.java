/**
 * PostgreSQL as the metadata store of a world's Druid, in place of Druid's own extension for it: that is published as an
 * artifact up to 29.0.0, whose connector does not fit the Druid that is here.
 *
 * <p>Start with {@link io.henge.demo.postgresql.PostgresStoreModule}, which Druid finds on its class path. Part of worlds
 * only, never of what users deploy.
 */
@NullMarked
package io.henge.demo.postgresql;

import org.jspecify.annotations.NullMarked;
