package io.github.datachannel4j.ice;

import io.github.datachannel4j.ice.stun.StunAttribute;
import io.github.datachannel4j.ice.stun.StunIntegrity;
import io.github.datachannel4j.ice.stun.StunMessage;
import io.github.datachannel4j.ice.stun.StunWriter;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Long-term credentials (RFC 8489 §9.2): what the server has asked for, and how requests are signed and answers checked
 * under it. Begins with nothing, since a server says its realm and its nonce only when it refuses.
 */
final class TurnCredentials {
    /** A nonce that begins so says what else the server can do, in the four characters that follow (RFC 8489 §9.2). */
    private static final String NONCE_COOKIE = "obMatJos2";

    private static final int FEATURE_CHARACTERS = 4;
    private static final int FEATURE_PASSWORD_ALGORITHMS = 0x80_0000;
    private static final int FEATURE_USERNAME_ANONYMITY = 0x40_0000;

    private static final int MD5 = 1;
    private static final int SHA_256 = 2;

    /** A realm or a nonce has at most 128 characters of at most six bytes (RFC 8489 §14.9, §14.10). */
    private static final int TEXT_BYTES_MAX = 763;

    private final String username;
    private final String credential;
    private @Nullable Challenge challenge; // null until the server has asked

    /** What the server has asked for, and the key that follows from it. */
    @SuppressWarnings("ArrayRecordComponent") // never compared, and never handed out
    private record Challenge(
            String realm, String nonce, int algorithm, byte @Nullable [] offered, boolean anonymous, byte[] key) {}

    /** Whether a refusal tells how to ask again. */
    enum Verdict {
        ASK_AGAIN,
        /** It lacks the realm or the nonce. */
        INCOMPLETE,
        /** Its nonce promises password algorithms, and somebody has taken them out: RFC 8489 §9.2.5 forbids to go on. */
        BID_DOWN,
        /** It offers only algorithms that we don't know. */
        UNKNOWN_ALGORITHMS
    }

    TurnCredentials(String username, String credential) {
        this.username = username;
        this.credential = credential;
    }

    /** Whether requests are signed. */
    boolean areAsked() {
        return challenge != null;
    }

    /** Takes the realm, the nonce and the algorithms of a refusal. */
    Verdict accept(StunMessage refusal) {
        String realm = text(refusal, StunAttribute.REALM);
        String nonce = text(refusal, StunAttribute.NONCE);
        if (nonce != null && realm == null && challenge != null) {
            realm = challenge.realm(); // Some servers leave it out when they only want another nonce.
        }
        if (realm == null || nonce == null) {
            return Verdict.INCOMPLETE;
        }
        int features = features(nonce);
        byte[] offered = refusal.value(StunAttribute.PASSWORD_ALGORITHMS);
        if (offered == null && (features & FEATURE_PASSWORD_ALGORITHMS) != 0) {
            return Verdict.BID_DOWN;
        }
        int algorithm = offered == null ? MD5 : choose(offered);
        if (algorithm == 0) {
            return Verdict.UNKNOWN_ALGORITHMS;
        }
        byte[] key = algorithm == SHA_256
                ? StunIntegrity.longTermKeySha256(username, realm, credential)
                : StunIntegrity.longTermKey(username, realm, credential);
        boolean anonymous = (features & FEATURE_USERNAME_ANONYMITY) != 0;
        challenge = new Challenge(realm, nonce, algorithm, offered, anonymous, key);
        return Verdict.ASK_AGAIN;
    }

    private static @Nullable String text(StunMessage message, int attribute) {
        String text = message.text(attribute);
        return text == null || text.length() > TEXT_BYTES_MAX ? null : text;
    }

    /** The security features of a nonce, or none if it is an ordinary one. */
    private static int features(String nonce) {
        int end = NONCE_COOKIE.length() + FEATURE_CHARACTERS;
        if (!nonce.startsWith(NONCE_COOKIE) || nonce.length() < end) {
            return 0;
        }
        try {
            byte[] bits = Base64.getDecoder().decode(nonce.substring(NONCE_COOKIE.length(), end));
            return bits.length < 3 ? 0 : (bits[0] & 0xFF) << 16 | (bits[1] & 0xFF) << 8 | (bits[2] & 0xFF);
        } catch (IllegalArgumentException e) {
            return 0;
        }
    }

    /** SHA-256 if it is offered, else MD5, else 0. Each entry: algorithm (16), length of its parameters (16), these, padding. */
    private static int choose(byte[] offered) {
        int chosen = 0;
        int at = 0;
        while (at + 4 <= offered.length) {
            int algorithm = (offered[at] & 0xFF) << 8 | (offered[at + 1] & 0xFF);
            int parameters = (offered[at + 2] & 0xFF) << 8 | (offered[at + 3] & 0xFF);
            if (parameters == 0 && (algorithm == MD5 || algorithm == SHA_256)) {
                chosen = Math.max(chosen, algorithm);
            }
            at += 4 + (parameters + 3 & ~3);
        }
        return chosen;
    }

    /** Finishes a request. */
    byte[] sign(StunWriter request) {
        Challenge asked = challenge;
        if (asked == null) {
            return request.toBytes();
        }
        if (asked.anonymous()) {
            request.bytes(StunAttribute.USERHASH, StunIntegrity.userHash(username, asked.realm()));
        } else {
            request.text(StunAttribute.USERNAME, username);
        }
        request.text(StunAttribute.REALM, asked.realm()).text(StunAttribute.NONCE, asked.nonce());
        byte[] offered = asked.offered();
        if (offered == null) {
            return request.integrity(asked.key()).toBytes();
        }
        // The server sees from its own list, covered by our integrity, whether somebody has shortened it.
        return request.bytes(StunAttribute.PASSWORD_ALGORITHMS, offered)
                .number32(StunAttribute.PASSWORD_ALGORITHM, (long) asked.algorithm() << 16)
                .integritySha256(asked.key())
                .toBytes();
    }

    /** Whether an answer is from somebody who knows the credential. */
    boolean isAuthentic(StunMessage response) {
        Challenge asked = challenge;
        if (asked == null) {
            return false;
        }
        return asked.offered() == null ? response.isAuthentic(asked.key()) : response.isAuthenticSha256(asked.key());
    }

    /** Never the credential. */
    @Override
    public String toString() {
        Challenge asked = challenge;
        return "TurnCredentials" + (asked == null ? "" : Arrays.asList(asked.realm(), asked.algorithm()));
    }
}
