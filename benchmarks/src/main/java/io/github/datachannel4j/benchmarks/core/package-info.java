/** The SCTP core alone: two associations joined in memory, and what a data packet costs in CPU and in garbage. */
@NullMarked
package io.github.datachannel4j.benchmarks.core;

import org.jspecify.annotations.NullMarked;
