package io.github.datachannel4j.sctp.association;

import io.github.datachannel4j.sctp.CloseReason;
import io.github.datachannel4j.sctp.packet.AbortChunk;
import io.github.datachannel4j.sctp.packet.Chunk;
import io.github.datachannel4j.sctp.packet.CookieEchoChunk;
import io.github.datachannel4j.sctp.packet.InitAckChunk;
import io.github.datachannel4j.sctp.packet.InitChunk;
import io.github.datachannel4j.sctp.packet.Packet;
import io.github.datachannel4j.sctp.packet.ShutdownAckChunk;
import io.github.datachannel4j.sctp.packet.ShutdownCompleteChunk;
import io.github.datachannel4j.sctp.packet.TagOwner;

/** Whether a packet belongs to us, by its tag (RFC 9260 §8.5, §8.5.1, §8.4). */
public enum VerificationTag {
    /** It is for this association. */
    ACCEPTED,
    /** It belongs to no association that we know; {@link OutOfTheBlue} has the answer. */
    OUT_OF_THE_BLUE,
    /** It is for nobody here: a stray of an older association, an attack, against the rules of bundling, or for who has taken over. */
    DISCARDED;

    /**
     * Decides for a whole packet.
     *
     * @param ownTag the tag that packets for us carry, or will carry
     */
    public static VerificationTag check(Packet packet, State state, int ownTag) {
        int tag = packet.verificationTag();
        boolean isAlone = packet.chunks().size() == 1;
        if (state instanceof State.Closed closed && closed.reason() instanceof CloseReason.HandedOver) {
            // The association lives elsewhere, and an answer from here would end it.
            return DISCARDED;
        }
        if (tag == 0 || packet.chunks().getFirst() instanceof InitChunk) {
            // §8.5.1 A: no tag and an INIT belong together, and with nothing else.
            return checkInit(packet, state);
        }
        for (int i = 0; i < packet.chunks().size(); i++) {
            if (packet.chunks().get(i) instanceof AbortChunk abort) {
                return checkReflected(abort.verificationTag(), tag, state, ownTag);
            }
        }
        return switch (packet.chunks().getFirst()) {
            // Its procedure compares the tag with the cookie.
            case CookieEchoChunk echo -> state instanceof State.Closed ? OUT_OF_THE_BLUE : ACCEPTED;
            case InitAckChunk initAck -> acceptIf(isAlone && tag == ownTag);
            case ShutdownCompleteChunk complete ->
                isAlone ? checkReflected(complete.verificationTag(), tag, state, ownTag) : DISCARDED;
            // §8.5.1 E: the peer ends an association that we are still setting up.
            case ShutdownAckChunk ack when isHandshake(state) -> OUT_OF_THE_BLUE;
            case Chunk other -> checkOrdinary(tag, state, ownTag);
        };
    }

    private static VerificationTag checkInit(Packet packet, State state) {
        boolean isInit = packet.verificationTag() == 0
                && packet.chunks().size() == 1
                && packet.chunks().getFirst() instanceof InitChunk;
        if (!isInit) {
            return DISCARDED;
        }
        return state instanceof State.Closed ? OUT_OF_THE_BLUE : ACCEPTED;
    }

    private static VerificationTag checkOrdinary(int tag, State state, int ownTag) {
        if (state instanceof State.Closed) {
            return OUT_OF_THE_BLUE;
        }
        if (state instanceof State.New) {
            // With our tag it has overtaken the COOKIE ECHO that makes it valid: an ABORT would kill the handshake.
            return tag == ownTag ? DISCARDED : OUT_OF_THE_BLUE;
        }
        return acceptIf(tag == ownTag);
    }

    private static VerificationTag checkReflected(TagOwner owner, int tag, State state, int ownTag) {
        if (owner == TagOwner.RECEIVER) {
            return acceptIf(tag == ownTag);
        }
        return acceptIf(state instanceof State.WithPeer withPeer
                && tag == withPeer.tcb().peerTag());
    }

    private static boolean isHandshake(State state) {
        return state instanceof State.CookieWait || state instanceof State.CookieEchoed;
    }

    private static VerificationTag acceptIf(boolean isAccepted) {
        return isAccepted ? ACCEPTED : DISCARDED;
    }
}
