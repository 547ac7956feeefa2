/** {@code ./dc4j doctor}: what this host can gather, and what stands in the way. */
@NullMarked
package io.github.datachannel4j.cli.doctor;

import org.jspecify.annotations.NullMarked;
