package io.github.datachannel4j.ice;

import java.io.IOException;
import java.io.UncheckedIOException;

/** A UDP port could not be opened. The message names the address, the port and the reason. */
public final class PortUnavailableException extends UncheckedIOException {
    private static final long serialVersionUID = 1L;

    PortUnavailableException(String message, IOException cause) {
        super(message, cause);
    }
}
