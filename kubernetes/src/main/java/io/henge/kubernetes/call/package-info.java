/**
 * Single requests to one API server, what becomes of them, and the threads and limits that they have.
 *
 * <p>Start reading at {@link io.henge.kubernetes.call.Api}: each of its calls sends exactly one request.
 * {@link io.henge.kubernetes.call.Calls} runs what is to be sent on a few threads of the cluster, with an end for every call.
 * {@link io.henge.kubernetes.call.ApiFailures} is where a failed request is judged, as pure functions. Knows nothing of
 * kubeconfigs.
 */
@NullMarked
package io.henge.kubernetes.call;

import org.jspecify.annotations.NullMarked;
