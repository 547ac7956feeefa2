package io.github.datachannel4j.dtls;

import java.io.IOException;
import java.util.Hashtable;
import java.util.stream.IntStream;
import org.bouncycastle.tls.SRTPProtectionProfile;
import org.bouncycastle.tls.TlsExtensionsUtils;
import org.bouncycastle.tls.TlsSRTPUtils;
import org.bouncycastle.tls.UseSRTPData;
import org.jspecify.annotations.Nullable;

/**
 * The use_srtp extension (RFC 5764 §4.1.1), agreed to although no media ever follows. Browsers offer it for data alone,
 * and libdatachannel gives up a connection without it when it has offered media, even if every media section was
 * rejected.
 */
final class UnusedSrtp {

    /** The one that RFC 5764 §4.1.2 makes everyone's, so offering it is enough. */
    private static final int PROFILE = SRTPProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_80;

    private static final byte[] NO_MASTER_KEY_IDENTIFIER = {};

    private UnusedSrtp() {}

    /** Adds the profile to the extensions: a client's offer, or a server's answer to one. */
    static Hashtable<Integer, byte[]> addTo(@Nullable Hashtable<Integer, byte[]> extensions) throws IOException {
        @SuppressWarnings("unchecked")
        Hashtable<Integer, byte[]> complete = TlsExtensionsUtils.ensureExtensionsInitialised(extensions);
        TlsSRTPUtils.addUseSRTPExtension(complete, new UseSRTPData(new int[] {PROFILE}, NO_MASTER_KEY_IDENTIFIER));
        return complete;
    }

    /** Whether a client offers it with the profile. */
    static boolean isOffered(@Nullable Hashtable<Integer, byte[]> extensions) throws IOException {
        UseSRTPData offer = TlsSRTPUtils.getUseSRTPExtension(extensions);
        return offer != null && IntStream.of(offer.getProtectionProfiles()).anyMatch(profile -> profile == PROFILE);
    }
}
