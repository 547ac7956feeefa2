package io.github.datachannel4j.peerconnection;

import io.github.datachannel4j.datachannel.StreamIdParity;
import io.github.datachannel4j.dtls.DtlsRole;
import io.github.datachannel4j.dtls.Fingerprint;
import io.github.datachannel4j.sdp.DataChannelSection;
import io.github.datachannel4j.sdp.Setup;
import java.util.List;

/**
 * What an exchange of offer and answer has agreed on for data channels.
 *
 * @param local our section
 * @param remote the peer's section
 * @param offerer whether the offer was ours
 */
record Negotiated(DataChannelSection local, DataChannelSection remote, boolean offerer) {
    /** The answer decides who is active, and the active one is the DTLS client (RFC 8842 §5.3). */
    DtlsRole dtlsRole() {
        Setup ours = offerer ? remote.answeredRole().reversed() : local.answeredRole();
        return ours == Setup.ACTIVE ? DtlsRole.CLIENT : DtlsRole.SERVER;
    }

    StreamIdParity streamIdParity() {
        return dtlsRole() == DtlsRole.CLIENT ? StreamIdParity.ofDtlsClient() : StreamIdParity.ofDtlsServer();
    }

    List<Fingerprint> remoteFingerprints() {
        return fingerprints(remote);
    }

    static List<Fingerprint> fingerprints(DataChannelSection section) {
        return section.fingerprints().stream()
                .map(fingerprint -> new Fingerprint(fingerprint.algorithm(), fingerprint.value()))
                .toList();
    }
}
