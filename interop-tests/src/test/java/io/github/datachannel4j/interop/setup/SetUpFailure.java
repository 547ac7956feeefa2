package io.github.datachannel4j.interop.setup;

/** Something that the tests need is neither here nor can it be installed; the message says what to do. */
public final class SetUpFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SetUpFailure(String message) {
        super(message + System.lineSeparator() + "To build without these tests: ./mvnw verify -DskipInterop");
    }
}
