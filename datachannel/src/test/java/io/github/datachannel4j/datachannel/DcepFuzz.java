package io.github.datachannel4j.datachannel;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.datachannel4j.sctp.Bytes;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Coverage-guided fuzzing of the reader of DCEP: {@code JAZZER_FUZZ=1 ./mvnw -pl datachannel -am verify -Dtest=DcepFuzz}. By its name it is
 * not part of a build, where {@link DcepMessageTest} does as much as time allows.
 */
class DcepFuzz {
    static Stream<Arguments> messages() {
        return DcepMessageTest.goldenMessages().stream().map(message -> Arguments.of((Object) message));
    }

    @MethodSource("messages")
    @FuzzTest(maxDuration = "60s")
    void readsOrRefuses(byte[] bytes) {
        reads(bytes);
    }

    /** Whether the bytes are a message; then it can be written and read again, and an OPEN describes a channel that can be. */
    static boolean reads(byte[] bytes) {
        DcepMessage message;
        try {
            message = DcepMessage.parse(Bytes.copyOf(bytes));
        } catch (MalformedDcepException expected) {
            return false;
        }
        try {
            DcepMessage again = DcepMessage.parse(message.encode());
            if (!again.equals(message)) {
                throw new AssertionError(message + " is written as " + again);
            }
        } catch (MalformedDcepException e) {
            throw new AssertionError(message + " is written as something that cannot be read", e);
        }
        if (message instanceof DataChannelOpen open
                && !DataChannelOpen.of(open.parameters()).equals(open)) {
            throw new AssertionError(open + " becomes another channel");
        }
        return true;
    }
}
