/** DataChannelServer: one UDP port, HTTP signaling, peers and channels. */
@NullMarked
package io.github.datachannel4j.server;

import org.jspecify.annotations.NullMarked;
