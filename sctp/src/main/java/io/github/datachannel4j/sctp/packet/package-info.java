/** SCTP packets: chunks, their parameters and error causes as immutable values, each with its parser and writer. */
@NullMarked
package io.github.datachannel4j.sctp.packet;

import org.jspecify.annotations.NullMarked;
