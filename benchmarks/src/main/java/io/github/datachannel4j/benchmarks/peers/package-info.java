/** What a connection costs: to make it, and to have thousands of them; beside other stacks. */
@NullMarked
package io.github.datachannel4j.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
