package io.henge.kubernetes.template;

import java.nio.file.Path;

/**
 * The file of one pod template.
 *
 * @param property that named it, for messages
 */
public record TemplateFile(String property, Path path) {}
