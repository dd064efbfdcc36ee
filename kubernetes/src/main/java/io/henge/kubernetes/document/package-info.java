/**
 * What people write for pods, read strictly: pod templates, patches of pods and written-down pods, in YAML or JSON.
 *
 * <p>Start reading at {@link io.henge.kubernetes.document.PodText}. A text becomes a tree that knows its lines ({@link
 * io.henge.kubernetes.document.YamlReader}), and the tree is held against what Kubernetes has at each place ({@link
 * io.henge.kubernetes.document.Fit}). What is wrong is said in words of our own with line and path, never in those of a library.
 * Has no state; any thread may read.
 */
@NullMarked
package io.henge.kubernetes.document;

import org.jspecify.annotations.NullMarked;
