/** The remote-controlled peer of {@code ./dc4j rpc}: JSON-RPC 2.0 around {@code PeerConnection}. */
@NullMarked
package io.github.datachannel4j.cli.rpc;

import org.jspecify.annotations.NullMarked;
