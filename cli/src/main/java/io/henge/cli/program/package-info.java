/**
 * The programs of the extension, which need Druid's classes: {@link io.henge.cli.program.ExtensionProgram} runs one.
 *
 * <p>Where their jars are is told by who runs the command: {@link io.henge.cli.program.ProgramJars}.
 */
@NullMarked
package io.henge.cli.program;

import org.jspecify.annotations.NullMarked;
