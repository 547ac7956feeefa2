/** The command line that prints the figures: JMH for the hot paths, whole transfers in virtual time. */
@NullMarked
package io.github.datachannel4j.benchmarks;

import org.jspecify.annotations.NullMarked;
