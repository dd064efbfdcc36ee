/**
 * What the loop needs of the outside, as interfaces: the ledger, the clusters, deep storage, and Druid.
 *
 * <p>Each is implemented on the real thing and, for tests, by a fake; both pass the same contract test.
 */
@NullMarked
package io.henge.core.port;

import org.jspecify.annotations.NullMarked;
