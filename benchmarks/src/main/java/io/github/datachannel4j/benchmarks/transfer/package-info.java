/** Whole transfers in virtual time: associations over a simulated bottleneck, and what becomes of goodput, queue and latency. */
@NullMarked
package io.github.datachannel4j.benchmarks.transfer;

import org.jspecify.annotations.NullMarked;
