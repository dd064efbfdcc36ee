/**
 * What an operator changes while Druid runs: capacity, the choice of pod templates and rules of placement, kept and audited by
 * Druid's own configuration manager under the key of Druid's own runner. Start at {@link io.henge.druid.dynamic.ExecutionConfigs};
 * everything here may be used by any thread.
 */
@NullMarked
package io.henge.druid.dynamic;

import org.jspecify.annotations.NullMarked;
