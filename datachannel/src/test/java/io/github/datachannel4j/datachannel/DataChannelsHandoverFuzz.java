package io.github.datachannel4j.datachannel;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.datachannel4j.sctp.Association;
import io.github.datachannel4j.sctp.AssociationHandover;
import io.github.datachannel4j.sctp.AssociationOptions;
import io.github.datachannel4j.sctp.Bytes;
import io.github.datachannel4j.sctp.MalformedHandoverException;
import io.github.datachannel4j.sctp.handover.HandoverEnvelope;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Coverage-guided fuzzing of the reader of handovers: {@code JAZZER_FUZZ=1 ./mvnw -pl datachannel -am verify
 * -Dtest=DataChannelsHandoverFuzz}. By its name it is not part of a build, where {@link HandoverTest} does as much as time allows.
 */
class DataChannelsHandoverFuzz {
    /** Of the association's length: after the parity and the message size. */
    private static final int ASSOCIATION_AT = HandoverEnvelope.PREAMBLE_BYTES + Byte.BYTES + Long.BYTES;

    static Stream<Arguments> handovers() {
        return Stream.of(Arguments.of((Object) HandoverTest.sample()));
    }

    @MethodSource("handovers")
    @FuzzTest(maxDuration = "60s")
    void readsOrRefuses(byte[] bytes) {
        takesOver(sealed(bytes));
    }

    /** Whether the bytes are a handover; then it is taken over, something is said, and it can be handed over again. */
    static boolean takesOver(byte[] bytes) {
        DataChannelsHandover handover;
        try {
            handover = DataChannelsHandover.decode(Bytes.wrap(bytes));
        } catch (MalformedHandoverException expected) {
            return false;
        }
        AssociationHandover.Identity identity = handover.association().identity();
        AssociationOptions options =
                AssociationOptions.defaults().withPorts(identity.localPort(), identity.remotePort());
        DataChannels channels = new DataChannels(DataChannelLimits.defaults());
        channels.takeOver(0, new Association(options, new SplittableRandom(1)), handover);
        while (channels.poll() != null) {
            // Whatever it wants to say.
        }
        channels.handOver(1).encode();
        return true;
    }

    /** The same with checksums that are right, the association's as well, so that the readers themselves are put to the test. */
    static byte[] sealed(byte[] bytes) {
        if (bytes.length < HandoverEnvelope.CHECKSUM_BYTES) {
            return bytes;
        }
        sealAssociation(bytes);
        return HandoverEnvelope.seal(bytes).array();
    }

    private static void sealAssociation(byte[] bytes) {
        int from = ASSOCIATION_AT + Integer.BYTES;
        if (bytes.length <= from) {
            return;
        }
        int length = ByteBuffer.wrap(bytes).getInt(ASSOCIATION_AT);
        if (length >= HandoverEnvelope.CHECKSUM_BYTES && length <= bytes.length - from) {
            byte[] association = Arrays.copyOfRange(bytes, from, from + length);
            HandoverEnvelope.seal(association).copyTo(ByteBuffer.wrap(bytes, from, length));
        }
    }
}
