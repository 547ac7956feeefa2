package io.github.datachannel4j.ice;

import java.lang.System.Logger.Level;

/** Where this module says what nobody asked for and somebody may want to know: bugs, not the network's weather. */
final class Log {
    private static final System.Logger LOGGER = System.getLogger("io.github.datachannel4j.ice");

    private Log() {}

    static void unexpected(String what, Throwable cause) {
        LOGGER.log(Level.WARNING, what, cause);
    }
}
