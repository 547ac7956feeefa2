package io.github.datachannel4j.dtls;

/**
 * Receives the session's secret as a line of an NSS key log ("SSLKEYLOGFILE"), with which Wireshark decrypts a capture.
 * Whoever holds the line can read the connection, so this is for debugging only. One connection calls it once, on its
 * loop; one key log may serve the connections of many loops, and has to be thread-safe then.
 */
@FunctionalInterface
public interface KeyLog {

    /** A line such as {@code CLIENT_RANDOM <64 hex digits> <96 hex digits>}, without its line end. */
    void line(String line);
}
