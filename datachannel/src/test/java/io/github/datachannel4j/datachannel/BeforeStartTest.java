package io.github.datachannel4j.datachannel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.datachannel4j.sctp.Bytes;
import io.github.datachannel4j.sctp.CloseReason;
import io.github.datachannel4j.sctp.StreamId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Everything that happens without an association. */
class BeforeStartTest {
    private final DataChannels channels = new DataChannels(DataChannelLimits.defaults());

    private Channel create(ChannelParameters parameters) {
        return channels.create(0, parameters);
    }

    private Channel create(String label) {
        return create(ChannelParameters.of(label));
    }

    private List<DataChannelsOutput> drain() {
        List<DataChannelsOutput> outputs = new ArrayList<>();
        for (DataChannelsOutput output = channels.poll(); output != null; output = channels.poll()) {
            outputs.add(output);
        }
        return outputs;
    }

    private static @Nullable Integer id(Channel channel) {
        StreamId id = channel.id();
        return id == null ? null : id.value();
    }

    private static DataChannelError errorOf(Runnable refused) {
        List<DataChannelError> errors = new ArrayList<>();
        assertThatExceptionOfType(DataChannelException.class)
                .isThrownBy(refused::run)
                .satisfies(refusal -> errors.add(refusal.error()));
        return errors.getFirst();
    }

    @Test
    void idsComeWithTheRoleInTheOrderOfCreation() {
        Channel first = create("a");
        Channel second = create("b");
        assertThat(id(first)).isNull();
        channels.roleKnown(0, StreamIdParity.ofDtlsServer());
        assertThat(id(first)).isEqualTo(1);
        assertThat(id(second)).isEqualTo(3);
        assertThat(id(create("c"))).isEqualTo(5);
        assertThat(first.state()).isEqualTo(ChannelState.CONNECTING);
    }

    @Test
    void theDtlsClientHasEvenIdsAndStepsOverNegotiatedOnes() {
        Channel negotiated = create(ChannelParameters.of("n").withNegotiatedId(2));
        Channel first = create("a");
        Channel second = create("b");
        channels.roleKnown(0, StreamIdParity.ofDtlsClient());
        assertThat(id(negotiated)).isEqualTo(2);
        assertThat(id(first)).isZero();
        assertThat(id(second)).isEqualTo(4);
    }

    @Test
    void aTakenIdIsAnOperationError() {
        create(ChannelParameters.of("n").withNegotiatedId(7));
        DataChannelError error = errorOf(() -> create(ChannelParameters.of("m").withNegotiatedId(7)));
        assertThat(error).isEqualTo(DataChannelError.ID_IN_USE);
        assertThat(error.w3cName()).isEqualTo("OperationError");
        assertThat(channels.channels()).hasSize(1);
    }

    @Test
    void the32768thEvenChannelIsTheLast() {
        channels.roleKnown(0, StreamIdParity.EVEN);
        for (int id = 0; id <= ChannelParameters.ID_MAX; id += 2) {
            create(ChannelParameters.of("").withNegotiatedId(id));
        }
        assertThat(errorOf(() -> create("one too many"))).isEqualTo(DataChannelError.IDS_EXHAUSTED);
    }

    @Test
    void aChannelThatFindsNoIdWhenTheRoleComesIsClosed() {
        Channel unlucky = create("unlucky");
        for (int id = 1; id <= ChannelParameters.ID_MAX; id += 2) {
            create(ChannelParameters.of("").withNegotiatedId(id));
        }
        channels.roleKnown(0, StreamIdParity.ODD);
        assertThat(unlucky.state()).isEqualTo(ChannelState.CLOSED);
        assertThat(drain())
                .singleElement()
                .isInstanceOfSatisfying(
                        DataChannelsOutput.ChannelClosed.class,
                        closed -> assertThat(closed.reason())
                                .isEqualTo(new ChannelCloseReason.Failed(
                                        ChannelCloseReason.Cause.NO_STREAM, "every id is taken")));
    }

    @Test
    void aChannelClosedBeforeTheStartGivesItsIdBack() {
        channels.roleKnown(0, StreamIdParity.EVEN);
        Channel first = create("a");
        first.close(0);
        assertThat(drain())
                .containsExactly(new DataChannelsOutput.ChannelClosed(first, new ChannelCloseReason.ClosedLocally()));
        assertThat(id(create("b"))).isZero();
        first.close(0);
        assertThat(drain()).isEmpty();
        assertThat(channels.stats().channelsClosed()).as("it never was open").isZero();
    }

    @Test
    void nothingCanBeSentYet() {
        Channel channel = create("a");
        DataChannelError error = errorOf(() -> channel.send(0, DataMessage.string("x"), 0));
        assertThat(error).isEqualTo(DataChannelError.NOT_OPEN);
        assertThat(error.w3cName()).isEqualTo("InvalidStateError");
        assertThat(channel.hasRoom()).isFalse();
        assertThat(channel.stats()).isEqualTo(new ChannelStats(0, 0, 0, 0));
    }

    @Test
    void abortEndsEverythingOnce() {
        Channel channel = create("a");
        channels.abort(0, "bye");
        CloseReason reason = new CloseReason.AbortedLocally("bye");
        assertThat(drain())
                .containsExactly(
                        new DataChannelsOutput.ChannelClosed(channel, new ChannelCloseReason.AssociationEnded(reason)),
                        new DataChannelsOutput.Ended(reason));
        channels.abort(0, "again");
        channels.shutdown(0);
        assertThat(drain()).isEmpty();
        assertThat(errorOf(() -> create("late"))).isEqualTo(DataChannelError.ENDED);
    }

    @Test
    void misuseIsRefused() {
        assertThatIllegalStateException().isThrownBy(() -> channels.receive(0, Bytes.EMPTY));
        channels.roleKnown(0, StreamIdParity.EVEN);
        channels.roleKnown(0, StreamIdParity.EVEN);
        assertThatIllegalStateException().isThrownBy(() -> channels.roleKnown(0, StreamIdParity.ODD));
        assertThatIllegalArgumentException().isThrownBy(() -> channels.setRemoteMaxMessageSize(-1));
        Channel channel = create("a");
        assertThatIllegalArgumentException().isThrownBy(() -> channel.consumed(0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> channel.setBufferedAmountLowThreshold(-1));
        assertThat(channels.nextTimeout()).isEqualTo(DataChannels.NEVER);
    }

    @Test
    void theMessageSizeIsTheSmallerOfBothLimits() {
        assertThat(channels.maxMessageSize()).isEqualTo(65536);
        channels.setRemoteMaxMessageSize(0);
        assertThat(channels.maxMessageSize()).isEqualTo(16 * 1024 * 1024);
        channels.setRemoteMaxMessageSize(1_073_741_823);
        assertThat(channels.maxMessageSize()).isEqualTo(16 * 1024 * 1024);
        channels.setRemoteMaxMessageSize(1200);
        assertThat(channels.maxMessageSize()).isEqualTo(1200);
    }
}
