/**
 * How one API server is reached and who we are there: settings, kubeconfigs, service accounts, credential plugins, proxies
 * and TLS, and the client made of them.
 *
 * <p>Start reading at {@link io.henge.kubernetes.access.AccessReader}, which reads all of it, and at
 * {@link io.henge.kubernetes.access.ClientFactory}, which makes a client of what was read. Files are read and programs run on
 * the thread of {@link io.henge.kubernetes.access.AccessUpkeep} or of whoever opens a client, never on the loop.
 */
@NullMarked
package io.henge.kubernetes.access;

import org.jspecify.annotations.NullMarked;
