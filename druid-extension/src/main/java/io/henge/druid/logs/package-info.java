/**
 * Logs, reports and statuses of tasks: from pods and peons while they run ({@link io.henge.druid.logs.LiveLogs},
 * {@link io.henge.druid.logs.LiveReports}), and from and to deep storage ({@link io.henge.druid.logs.DeepStorageFiles}) on
 * threads of its own.
 */
@NullMarked
package io.henge.druid.logs;

import org.jspecify.annotations.NullMarked;
