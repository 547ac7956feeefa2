/** The command line ./dc4j: serve, connect, rpc, bench. */
@NullMarked
package io.github.datachannel4j.cli;

import org.jspecify.annotations.NullMarked;
