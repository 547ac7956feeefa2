/** Multicast DNS (RFC 6762) as ICE needs it: the addresses behind {@code .local} names, without sockets and clocks. */
@NullMarked
package io.github.datachannel4j.ice.mdns;

import org.jspecify.annotations.NullMarked;
