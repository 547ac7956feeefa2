/** The bytes of a handover that do not depend on what is handed over; the data channels, which have a handover of their own, share them. */
@NullMarked
package io.github.datachannel4j.sctp.handover;

import org.jspecify.annotations.NullMarked;
