/**
 * Reads the JSON that people send, strictly and within bounds, and says by the path of a field what is wrong with it and what
 * to give instead. Start with {@link io.henge.druid.json.SentJson}; no state, any thread.
 */
@NullMarked
package io.henge.druid.json;

import org.jspecify.annotations.NullMarked;
