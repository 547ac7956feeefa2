/** The model of a session description (RFC 8866) with its parser and writer. Pure: java.base only. */
@NullMarked
package io.github.datachannel4j.sdp;

import org.jspecify.annotations.NullMarked;
