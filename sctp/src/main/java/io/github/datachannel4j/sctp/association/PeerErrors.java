package io.github.datachannel4j.sctp.association;

import io.github.datachannel4j.sctp.AssociationOutput.PeerReportedError;
import io.github.datachannel4j.sctp.packet.ErrorCause;
import io.github.datachannel4j.sctp.packet.ErrorChunk;
import io.github.datachannel4j.sctp.packet.ProtocolViolationCause;
import io.github.datachannel4j.sctp.packet.StaleCookieCause;
import io.github.datachannel4j.sctp.packet.UserInitiatedAbortCause;

/** Reads what the peer says about our packets in ERROR chunks, and tells the owner (RFC 9260 §3.3.10, §11.2.6). */
public final class PeerErrors {
    private final Environment environment;
    /** Only a flood has more to say. */
    private final AnswerLimit limit = new AnswerLimit(AnswerLimit.REPORTS_PER_SECOND);

    public PeerErrors(Environment environment) {
        this.environment = environment;
    }

    /** True when the peer says that our cookie is too old, which is not for the owner but for the handshake (§5.2.6). */
    boolean receive(long nowNanos, ErrorChunk error) {
        boolean isStale = false;
        for (ErrorCause cause : error.causes()) {
            if (cause instanceof StaleCookieCause) {
                isStale = true;
            } else if (limit.allows(nowNanos)) {
                environment.outputs().add(new PeerReportedError(cause.type(), textOf(cause)));
            }
        }
        return isStale;
    }

    /** What the peer says to people; empty for a cause that speaks in numbers. */
    static String textOf(ErrorCause cause) {
        return switch (cause) {
            case UserInitiatedAbortCause user -> user.reason().toUtf8();
            case ProtocolViolationCause violation -> violation.details().toUtf8();
            default -> "";
        };
    }
}
