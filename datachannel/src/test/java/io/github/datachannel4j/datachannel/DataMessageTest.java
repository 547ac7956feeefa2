package io.github.datachannel4j.datachannel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.sctp.Bytes;
import io.github.datachannel4j.sctp.Ppid;
import org.junit.jupiter.api.Test;

class DataMessageTest {
    private static final Bytes THREE = Bytes.utf8("abc");

    @Test
    void sendsWithThePpidsOfRfc8831() {
        assertThat(DataMessage.string("abc").ppid().value()).isEqualTo(51);
        assertThat(DataMessage.binary(THREE).ppid().value()).isEqualTo(53);
        assertThat(DataMessage.string("").ppid().value()).isEqualTo(56);
        assertThat(DataMessage.binary(Bytes.EMPTY).ppid().value()).isEqualTo(57);
        assertThat(DataMessage.string("").wirePayload().toArray()).containsExactly(0);
    }

    @Test
    void acceptsTheDeprecatedPpids() {
        assertThat(DataMessage.received(Ppid.of(52), THREE)).isEqualTo(DataMessage.binary(THREE));
        assertThat(DataMessage.received(Ppid.of(54), THREE)).isEqualTo(DataMessage.string("abc"));
    }

    @Test
    void ignoresTheContentOfAnEmptyMessage() {
        assertThat(DataMessage.received(Ppid.of(56), THREE)).isEqualTo(DataMessage.string(""));
        assertThat(DataMessage.received(Ppid.of(57), THREE)).isEqualTo(DataMessage.binary(Bytes.EMPTY));
    }

    @Test
    void knowsNoOtherPpid() {
        for (long unknown : new long[] {0, 1, 49, 50, 55, 58, 0xFFFF_FFFFL}) {
            assertThat(DataMessage.received(Ppid.of(unknown), THREE)).isNull();
        }
    }

    @Test
    void replacesLoneSurrogatesInText() {
        assertThat(DataMessage.string("x\uDFFF").payload().toUtf8()).isEqualTo("x\uFFFD");
    }
}
