package io.github.datachannel4j.datachannel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.datachannel4j.sctp.Reliability;
import io.github.datachannel4j.sctp.SendOptions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ChannelParametersTest {
    private static void assertRefused(DataChannelError error, ThrowingCallable call) {
        assertThatExceptionOfType(DataChannelException.class)
                .isThrownBy(call)
                .satisfies(refusal -> assertThat(refusal.error()).isEqualTo(error))
                .satisfies(refusal -> assertThat(refusal.error().w3cName()).isEqualTo("TypeError"));
    }

    @Test
    void takesTextsOf65535BytesAndNoMore() {
        String longest = "é".repeat(32767) + "e";
        assertThat(ChannelParameters.of(longest).withProtocol(longest).label()).isEqualTo(longest);
        assertRefused(DataChannelError.LABEL_TOO_LONG, () -> ChannelParameters.of(longest + "x"));
        assertRefused(
                DataChannelError.PROTOCOL_TOO_LONG,
                () -> ChannelParameters.of("").withProtocol(longest + "x"));
    }

    @Test
    void replacesLoneSurrogates() {
        assertThat(ChannelParameters.of("a\uD800b\uDC00").label()).isEqualTo("a\uFFFDb\uFFFD");
        assertThat(ChannelParameters.of("\uD83D\uDE00").label()).isEqualTo("\uD83D\uDE00");
        assertRefused(DataChannelError.LABEL_TOO_LONG, () -> ChannelParameters.of("\uD800".repeat(21846)));
    }

    @Test
    void takesIdsUpTo65534() {
        assertThat(ChannelParameters.of("").withNegotiatedId(65534).isNegotiated())
                .isTrue();
        assertRefused(
                DataChannelError.ID_OUT_OF_RANGE, () -> ChannelParameters.of("").withNegotiatedId(65535));
        assertRefused(
                DataChannelError.ID_OUT_OF_RANGE, () -> ChannelParameters.of("").withNegotiatedId(-1));
    }

    @Test
    void hasNoTypeForThePriorityPolicy() {
        SendOptions delivery = SendOptions.ordered().withReliability(new Reliability.Priority(1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ChannelParameters.of("").withDelivery(delivery));
    }

    @Test
    void takesPrioritiesOf16Bits() {
        assertThat(ChannelParameters.of("").priority()).isEqualTo(256);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ChannelParameters.of("").withPriority(65536));
    }
}
