/** SCTP (RFC 9260 and its extensions) as a sans-IO association. Pure: java.base only. */
@NullMarked
package io.github.datachannel4j.sctp;

import org.jspecify.annotations.NullMarked;
