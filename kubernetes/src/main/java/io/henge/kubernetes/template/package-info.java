/**
 * Jobs made from the user's pod templates, as Druid's own {@code customTemplateAdapter} makes them.
 *
 * <p>Start reading at {@link io.henge.kubernetes.template.TemplateJobs}. What is to be run comes in through {@link
 * io.henge.kubernetes.template.Shipments}, which the Druid side implements. May be called by any thread.
 */
@NullMarked
package io.henge.kubernetes.template;

import org.jspecify.annotations.NullMarked;
