/**
 * Clusters to test against, scripted ones and local real ones, with the tasks, certificates and settings for them.
 *
 * <p>Start reading at {@link io.henge.kubernetes.stub.StubApiServer}. Used by the tests of this module only.
 */
@NullMarked
package io.henge.kubernetes.stub;

import org.jspecify.annotations.NullMarked;
