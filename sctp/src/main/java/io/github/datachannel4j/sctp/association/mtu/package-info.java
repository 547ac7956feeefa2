/** Path MTU discovery by probes of growing size (RFC 8899). */
@NullMarked
package io.github.datachannel4j.sctp.association.mtu;

import org.jspecify.annotations.NullMarked;
