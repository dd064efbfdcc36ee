/**
 * Apache Druid as it runs around Henge: its jars, the configuration of each service, the image of its peons, its HTTP API.
 *
 * <p>Start with {@link io.henge.demo.druid.DruidService} for what is started how, and with {@link
 * io.henge.demo.druid.PeonImage} for what runs inside of a pod. Nothing here starts a process or waits, except {@link
 * io.henge.demo.druid.DruidCalls}, which calls with a deadline and may be used from any thread.
 */
@NullMarked
package io.henge.demo.druid;

import org.jspecify.annotations.NullMarked;
