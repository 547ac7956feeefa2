package io.github.datachannel4j.sdp.jsep;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.sdp.Candidate;
import io.github.datachannel4j.sdp.Fixtures;
import io.github.datachannel4j.sdp.SessionDescription;
import org.junit.jupiter.api.Test;

class LocalCandidatesTest {
    private static final Candidate HOST = Locals.candidate("candidate:1 1 UDP 2122260223 192.0.2.1 1001 typ host");
    private static final Candidate HOST_IPV6 =
            Locals.candidate("candidate:2 1 UDP 2122260224 2001:db8::1 1002 typ host");
    private static final Candidate SRFLX =
            Locals.candidate("candidate:3 1 UDP 1686052607 203.0.113.7 1003 typ srflx raddr 192.0.2.1 rport 1001");
    private static final Candidate TCP =
            Locals.candidate("candidate:4 1 TCP 2122260225 192.0.2.1 9 typ host tcptype active");
    private static final Candidate MDNS = Locals.candidate("candidate:5 1 UDP 2122260226 x.local 1004 typ host");

    private final SessionDescription offer = JsepOffer.create(Locals.PARAMETERS, null);

    @Test
    void comeFirstAndInTheirOrder() {
        SessionDescription gathered = LocalCandidates.end(LocalCandidates.add(LocalCandidates.add(offer, HOST), SRFLX));

        assertThat(gathered.toSdp())
                .contains("c=IN IP4 203.0.113.7\r\na=" + HOST.toText() + "\r\na=" + SRFLX.toText()
                        + "\r\na=end-of-candidates\r\na=ice-ufrag:ufrg\r\n");
        assertThat(Fixtures.data(gathered).candidates()).containsExactly(HOST, SRFLX);
        assertThat(Fixtures.data(gathered).endOfCandidates()).isTrue();
        assertThat(Fixtures.data(offer).candidates()).isEmpty();
        assertThat(LocalCandidates.end(gathered)).isEqualTo(gathered);
        assertThat(Fixtures.parse(gathered.toSdp())).isEqualTo(gathered);
    }

    @Test
    void giveTheDefaultAddressThatIsLikeliestToBeReached() {
        SessionDescription nowhere = LocalCandidates.add(LocalCandidates.add(offer, TCP), MDNS);
        assertThat(nowhere.toSdp()).contains("m=application 9 UDP").contains("c=IN IP4 0.0.0.0\r\n");

        SessionDescription ipv6 = LocalCandidates.add(nowhere, HOST_IPV6);
        assertThat(ipv6.toSdp()).contains("m=application 1002 UDP").contains("c=IN IP6 2001:db8::1\r\n");

        SessionDescription ipv4 = LocalCandidates.add(ipv6, HOST);
        assertThat(ipv4.toSdp()).contains("m=application 1001 UDP").contains("c=IN IP4 192.0.2.1\r\n");

        assertThat(LocalCandidates.add(ipv4, SRFLX).toSdp()).contains("m=application 1003 UDP");
    }

    @Test
    void goNowhereWithoutADataSection() {
        SessionDescription empty = JsepOffer.createWithoutData(1, null);

        assertThat(LocalCandidates.add(empty, HOST)).isSameAs(empty);
        assertThat(LocalCandidates.end(empty)).isSameAs(empty);
    }
}
