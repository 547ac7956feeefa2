package io.github.datachannel4j.sctp;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.datachannel4j.sctp.packet.InitChunk;
import io.github.datachannel4j.sctp.packet.MalformedPacketException;
import io.github.datachannel4j.sctp.packet.SignaledInit;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Coverage-guided fuzzing of INITs that come by signaling: {@code JAZZER_FUZZ=1 ./mvnw -pl sctp -am verify -Dtest=SnapInitFuzz}. By its name
 * it is not part of a build, where {@link SnapInitMutationTest} does as much as time allows.
 */
class SnapInitFuzz {
    private static final AssociationOptions OPTIONS = AssociationOptions.defaults();
    private static final Bytes OWN = SnapInit.draw(OPTIONS, new Random(1));

    static Stream<Arguments> inits() {
        return SnapInitMutationTest.originals().stream().map(init -> Arguments.of((Object) init));
    }

    @MethodSource("inits")
    @FuzzTest(maxDuration = "60s")
    void connectsOrRefuses(byte[] bytes) {
        connects(bytes);
    }

    /** Whether an association can be made from the peer's INIT; then it begins, speaks and ends as any other. */
    static boolean connects(byte[] bytes) {
        Bytes init = Bytes.wrap(bytes);
        Association association = new Association(OPTIONS, new Random(2));
        boolean isUsable = SnapInit.isUsable(init);
        try {
            association.connect(0, OWN, init);
        } catch (IllegalArgumentException refused) {
            check(!isUsable && association.state() == AssociationState.NEW, "is refused though it is usable");
            return false;
        }
        check(isUsable && association.state() == AssociationState.ESTABLISHED, "makes an association though unusable");
        check(isWrittenAsItWasRead(init), "is written otherwise than it was read");
        association.send(
                0, new OutgoingMessage(new StreamId(0), Ppid.BINARY, Bytes.utf8("x"), SendOptions.ordered(), 1));
        drain(association);
        association.advanceTo(1_000_000_000L);
        drain(association);
        association.abort(2_000_000_000L, "end");
        drain(association);
        check(association.nextTimeout() == Association.NEVER, "leaves a timer behind");
        return true;
    }

    private static boolean isWrittenAsItWasRead(Bytes init) {
        try {
            InitChunk read = SignaledInit.parse(init);
            return SignaledInit.parse(SignaledInit.write(read)).equals(read);
        } catch (MalformedPacketException e) {
            throw new AssertionError("cannot be read again", e);
        }
    }

    private static void drain(Association association) {
        AssociationOutput output;
        while ((output = association.poll()) != null) {
            boolean isBug = output instanceof AssociationOutput.Closed closed
                    && closed.reason() instanceof CloseReason.Failed failed
                    && failed.failure() == CloseReason.Failure.INTERNAL_ERROR;
            check(!isBug, "shows a bug: " + output);
        }
    }

    private static void check(boolean holds, String problem) {
        if (!holds) {
            throw new AssertionError("the INIT " + problem);
        }
    }
}
