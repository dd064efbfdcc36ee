/**
 * A Druid without ZooKeeper, for test worlds: leader election and discovery by files of one directory that all of Druid's
 * processes share. It behaves as the stock extension does that keeps both in Kubernetes: a lease that its holder renews, a
 * leader that stops by itself when it could not, and a process that ends when a listener fails.
 */
@NullMarked
package io.henge.discovery;

import org.jspecify.annotations.NullMarked;
