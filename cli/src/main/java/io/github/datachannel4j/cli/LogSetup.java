package io.github.datachannel4j.cli;

import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Logs go to stderr, one line each, so that stdout is for results alone. */
final class LogSetup {
    /** Held, since the log manager keeps loggers by weak references and would forget their levels. */
    private static final Logger ROOT = Logger.getLogger("");

    private static final Logger OURS = Logger.getLogger("io.github.datachannel4j");

    private LogSetup() {}

    /** Warnings only for 0, our debug messages from 1, everybody's from 2. */
    static void apply(int verbosity) {
        LogManager.getLogManager().reset();
        Handler console = new ConsoleHandler();
        console.setLevel(Level.ALL);
        console.setFormatter(new OneLine());
        ROOT.addHandler(console);
        ROOT.setLevel(verbosity >= 2 ? Level.FINE : Level.WARNING);
        OURS.setLevel(verbosity >= 1 ? Level.FINE : Level.WARNING);
    }

    private static final class OneLine extends Formatter {
        @Override
        public String format(LogRecord log) {
            String name = String.valueOf(log.getLoggerName());
            Throwable thrown = log.getThrown();
            return String.format(
                    "%1$tT.%1$tL %2$-7s %3$s: %4$s%5$s%n",
                    log.getMillis(),
                    log.getLevel(),
                    name.substring(name.lastIndexOf('.') + 1),
                    formatMessage(log),
                    thrown == null ? "" : " (" + thrown + ")");
        }
    }
}
