package io.github.datachannel4j.benchmarks.ice;

import io.github.datachannel4j.ice.IceParameters;
import io.github.datachannel4j.ice.stun.StunAttribute;
import io.github.datachannel4j.ice.stun.StunIntegrity;
import io.github.datachannel4j.ice.stun.StunMethod;
import io.github.datachannel4j.ice.stun.StunWriter;
import io.github.datachannel4j.ice.stun.TransactionId;
import java.security.SecureRandom;
import java.util.Random;

/** A packet of somebody who has shown nothing, and is to cost next to nothing. */
public enum Unwelcome {
    /** Of no bytes, which nobody looks at: what the socket alone costs, and so a part of all the others. */
    EMPTY("empty datagram: the socket alone"),
    /** Bytes by chance. */
    GARBAGE("garbage of 1 to 200 bytes"),
    /** What DTLS looks like, from an address that no check has come from. */
    DTLS_RECORD("DTLS record from an unknown address"),
    /** A whole check, for a fragment that no agent has. */
    UNKNOWN_FRAGMENT("check for an unknown fragment"),
    /** The same for a fragment that is there, by somebody who does not know its password. */
    WRONG_INTEGRITY("check with a wrong MESSAGE-INTEGRITY"),
    /** The same at a port that lets in peers without signaling, where the password of the page decides. */
    STRANGER_WRONG_INTEGRITY("the same of a stranger, without signaling");

    private static final int GARBAGE_BYTES_MAX = 200;
    private static final byte[] CLIENT_HELLO_HEADER = {22, (byte) 0xFE, (byte) 0xFD, 0, 0, 0, 0, 0, 0, 0, 0, 0, 100};
    private static final int DTLS_BYTES = CLIENT_HELLO_HEADER.length + 100;
    private static final String WRONG_PASSWORD = "aPasswordThatOpensNothing";

    private final String title;

    Unwelcome(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    boolean needsStrangersDoor() {
        return this == STRANGER_WRONG_INTEGRITY;
    }

    /** Another one each time. */
    byte[] packet(IceParameters target, Random random) {
        return switch (this) {
            case EMPTY -> new byte[0];
            case GARBAGE -> {
                byte[] bytes = new byte[1 + random.nextInt(GARBAGE_BYTES_MAX)];
                random.nextBytes(bytes);
                yield bytes;
            }
            case DTLS_RECORD -> {
                byte[] bytes = new byte[DTLS_BYTES];
                random.nextBytes(bytes);
                System.arraycopy(CLIENT_HELLO_HEADER, 0, bytes, 0, CLIENT_HELLO_HEADER.length);
                yield bytes;
            }
            case UNKNOWN_FRAGMENT, STRANGER_WRONG_INTEGRITY -> check("noSuchFragmentAsThis" + random.nextInt());
            case WRONG_INTEGRITY -> check(target.usernameFragment());
        };
    }

    private static byte[] check(String fragment) {
        return StunWriter.request(StunMethod.BINDING, TransactionId.random(new SecureRandom()))
                .text(StunAttribute.USERNAME, fragment + ":" + PlayedPeer.PARAMETERS.usernameFragment())
                .number64(StunAttribute.ICE_CONTROLLING, 1)
                .number32(StunAttribute.PRIORITY, 1)
                .flag(StunAttribute.USE_CANDIDATE)
                .integrity(StunIntegrity.shortTermKey(WRONG_PASSWORD))
                .fingerprint()
                .toBytes();
    }
}
