/** The measurements of {@code ./dc4j bench}. */
@NullMarked
package io.github.datachannel4j.cli.bench;

import org.jspecify.annotations.NullMarked;
