/** Measurements: JMH for the hot paths, and side-by-side runs. */
@NullMarked
package io.github.datachannel4j.benchmarks;

import org.jspecify.annotations.NullMarked;
