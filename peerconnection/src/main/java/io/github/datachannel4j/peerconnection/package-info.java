/** PeerConnection and DataChannel with the words of the W3C. */
@NullMarked
package io.github.datachannel4j.peerconnection;

import org.jspecify.annotations.NullMarked;
