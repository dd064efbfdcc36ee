/**
 * Processes of this machine that outlive us: started so that they can always be found and ended again.
 *
 * <p>Start with {@link io.henge.demo.process.Parts}: it starts a part in a session of its own, and ends what an earlier
 * run has left, even if that run was killed. {@link io.henge.demo.process.Children} is for commands that we wait for.
 * Safe to use from several threads at once.
 */
@NullMarked
package io.henge.demo.process;

import org.jspecify.annotations.NullMarked;
