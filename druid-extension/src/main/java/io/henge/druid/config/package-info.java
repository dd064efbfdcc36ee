/**
 * The runtime properties below {@code druid.indexer.runner.}, read once, with all complaints at once.
 *
 * <p>Start with {@link io.henge.druid.config.RunnerConfig}; {@link io.henge.druid.config.RunnerConfigReader} makes it.
 */
@NullMarked
package io.henge.druid.config;

import org.jspecify.annotations.NullMarked;
