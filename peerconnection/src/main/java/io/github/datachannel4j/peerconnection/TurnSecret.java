package io.github.datachannel4j.peerconnection;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes short-lived TURN credentials on the server side, out of a secret that only the application's server and the TURN server know: the
 * scheme of draft-uberti-behave-turn-rest, which coturn calls {@code use-auth-secret} (with {@code static-auth-secret}). Clients get them by
 * signaling, and what leaks is worth nothing after its time. Immutable; for any thread.
 *
 * <pre>
 *   TurnSecret secret = TurnSecret.of("...").withLifetime(Duration.ofHours(1));
 *   IceServer forAlice = secret.iceServer("alice", "turn:turn.example.org", "turns:turn.example.org");
 * </pre>
 */
public final class TurnSecret {
    /** A day, as the draft suggests: a TURN server looks at the time when an allocation begins and at each refresh. */
    private static final Duration LIFETIME_DEFAULT = Duration.ofDays(1);

    private final byte[] secret;
    private final Duration lifetime;

    private TurnSecret(byte[] secret, Duration lifetime) {
        this.secret = secret;
        this.lifetime = lifetime;
    }

    /** The secret as it stands in the TURN server's configuration. TypeError if it is empty. */
    public static TurnSecret of(String secret) {
        if (secret.isEmpty()) {
            throw WebRtcException.type("the secret of a TURN server cannot be empty");
        }
        return new TurnSecret(secret.getBytes(StandardCharsets.UTF_8), LIFETIME_DEFAULT);
    }

    /** With credentials that serve for so long; at least a second, and a day if not set. RangeError otherwise. */
    public TurnSecret withLifetime(Duration duration) {
        if (duration.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new WebRtcException(
                    WebRtcErrorName.RANGE_ERROR, "credentials must live a second at least, not " + duration);
        }
        return new TurnSecret(secret, duration);
    }

    /** An ICE server with credentials for this user from now on. Its {@code username} and {@code credential} are what a browser needs. */
    public IceServer iceServer(String user, String... urls) {
        return iceServer(Instant.now(), user, urls);
    }

    /**
     * The same at a given time.
     *
     * @param user whom the TURN server's log and its quotas name; may be empty, and must not hold a colon
     */
    public IceServer iceServer(Instant now, String user, String... urls) {
        if (user.indexOf(':') >= 0) {
            throw WebRtcException.type(
                    "a user name with a colon cannot be told from the time before it: \"" + user + "\"");
        }
        String expiry = Long.toString(now.plus(lifetime).getEpochSecond());
        String username = user.isEmpty() ? expiry : expiry + ":" + user;
        return new IceServer(List.of(urls), username, credential(username));
    }

    private String credential(String username) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(secret, "HmacSHA1"));
            return Base64.getEncoder().encodeToString(mac.doFinal(username.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA1", e);
        }
    }

    /** Without the secret, so that it doesn't end up in a log. */
    @Override
    public String toString() {
        return "TurnSecret[lifetime=" + lifetime + "]";
    }
}
