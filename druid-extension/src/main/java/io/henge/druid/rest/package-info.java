/**
 * Henge's part of the Overlord's REST API, under {@code /druid/indexer/v1/k8s}.
 *
 * <p>Resources only translate: they read a snapshot and render records.
 */
@NullMarked
package io.henge.druid.rest;

import org.jspecify.annotations.NullMarked;
