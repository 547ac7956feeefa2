package io.github.datachannel4j.interop.turn;

import java.util.List;

/**
 * Where a {@link Coturn} is to be found.
 *
 * @param addresses what it listens on and relays from; the first one is told to clients
 * @param certificateSubjects for whom its certificate is, as keytool writes it
 */
record CoturnPlace(List<String> addresses, String certificateSubjects) {
    /** Both loopback addresses. */
    static final CoturnPlace LOOPBACK =
            new CoturnPlace(List.of("127.0.0.1", "::1"), "ip:127.0.0.1,ip:::1,dns:localhost");

    /** An address of this machine: browsers do not speak to loopback addresses. */
    static CoturnPlace at(String address) {
        return new CoturnPlace(List.of(address), "ip:" + address);
    }

    /** With a certificate that names somebody else. */
    CoturnPlace withCertificateFor(String subjects) {
        return new CoturnPlace(addresses, subjects);
    }

    String host() {
        return addresses.getFirst();
    }
}
