/**
 * Pods made from the user's templates, as Druid's own {@code customTemplateAdapter} makes them.
 *
 * <p>Start reading at {@link io.henge.kubernetes.template.TemplateAdapter}; which template a task gets, {@link
 * io.henge.kubernetes.template.TemplateStrategy} says. May be called by any thread.
 */
@NullMarked
package io.henge.kubernetes.template;

import org.jspecify.annotations.NullMarked;
