/** WebRTC data channels (RFC 8831) and DCEP (RFC 8832), sans-IO, over one SCTP association. Pure: java.base only. */
@NullMarked
package io.github.datachannel4j.datachannel;

import org.jspecify.annotations.NullMarked;
