/** What ICE costs a server: a connect, and a packet that nobody asked for. */
@NullMarked
package io.github.datachannel4j.benchmarks.ice;

import org.jspecify.annotations.NullMarked;
