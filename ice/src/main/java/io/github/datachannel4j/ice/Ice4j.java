package io.github.datachannel4j.ice;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.ice4j.StackProperties;
import org.ice4j.ice.Agent;

/** Sets ice4j up for this process, once: quiet, without its own probing and keep-alives, and with its classes loaded. */
final class Ice4j {
    private static final String AWS_PROBING = "ice4j.harvest.mapping.aws.enabled";

    /** Held, since java.util.logging forgets the levels of loggers that nobody holds. */
    private static final List<Logger> LOGGERS =
            List.of(Logger.getLogger("org.ice4j"), Logger.getLogger("org.jitsi"), Logger.getLogger("JitsiConfig"));

    private static final CompletableFuture<Void> READY = new CompletableFuture<>();

    static {
        LOGGERS.forEach(Ice4j::quieten);
        setUnlessSet(AWS_PROBING, "false");
        setUnlessSet(StackProperties.NO_KEEP_ALIVES, "true");
        // Loading ice4j takes the better part of a second, which no event loop has.
        Thread.ofPlatform().daemon().name("datachannel4j-ice4j-warm-up").start(Ice4j::warmUp);
    }

    private Ice4j() {}

    /** Completes when agents can be made quickly. */
    static CompletableFuture<Void> ready() {
        return READY;
    }

    /** It chats at INFO. An application that has set a level, by code or by file, keeps it. */
    private static void quieten(Logger logger) {
        if (logger.getLevel() == null) {
            logger.setLevel(Level.WARNING);
        }
    }

    private static void setUnlessSet(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    private static void warmUp() {
        try {
            new Agent().free();
        } catch (RuntimeException | LinkageError e) {
            Log.unexpected("ice4j could not be warmed up", e);
        } finally {
            READY.complete(null);
        }
    }
}
