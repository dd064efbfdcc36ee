/**
 * What Druid's metadata store is asked, on a thread of its own, and how anything that blocks is asked within limits:
 * start with {@link io.henge.druid.store.MetadataDruidStore}.
 */
@NullMarked
package io.henge.druid.store;

import org.jspecify.annotations.NullMarked;
