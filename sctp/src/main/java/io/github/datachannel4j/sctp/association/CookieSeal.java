package io.github.datachannel4j.sctp.association;

import io.github.datachannel4j.sctp.AssociationHandover;
import io.github.datachannel4j.sctp.Bytes;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Makes cookies that only we can have made: HMAC-SHA-256 under a key that leaves the association only when it is handed over (RFC 9260 §5.1.3). */
final class CookieSeal {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEY_BYTES = AssociationHandover.Cookies.KEY_BYTES;
    /** Half of the MAC: 128 bits cannot be guessed, and the cookie travels twice. */
    private static final int MAC_BYTES = 16;

    private final byte[] key;

    CookieSeal(RandomGenerator random) {
        key = new byte[KEY_BYTES];
        random.nextBytes(key);
    }

    /** With the key of an association that is taken over. */
    CookieSeal(Bytes key) {
        this.key = key.toArray();
    }

    /** For the process that takes over. */
    Bytes key() {
        return Bytes.copyOf(key);
    }

    Bytes seal(StateCookie cookie) {
        ByteBuffer sealed = ByteBuffer.allocate(StateCookie.BYTES + MAC_BYTES);
        cookie.write(sealed);
        sealed.put(mac(sealed.array()));
        return Bytes.wrap(sealed.array());
    }

    /** The cookie, or null when we have not made it or somebody has changed it. */
    @Nullable
    StateCookie open(Bytes sealed) {
        if (sealed.length() != StateCookie.BYTES + MAC_BYTES) {
            return null;
        }
        byte[] mac = sealed.slice(StateCookie.BYTES).toArray();
        if (!MessageDigest.isEqual(mac, mac(sealed.toArray()))) {
            return null;
        }
        return StateCookie.read(sealed.slice(0, StateCookie.BYTES));
    }

    private byte[] mac(byte[] sealed) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            mac.update(sealed, 0, StateCookie.BYTES);
            return Arrays.copyOf(mac.doFinal(), MAC_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }
}
