package io.github.datachannel4j.cli.demo;

import io.github.datachannel4j.peerconnection.DataChannel;
import io.github.datachannel4j.peerconnection.DataChannelState;
import io.github.datachannel4j.peerconnection.Message;
import java.time.Duration;

/**
 * Measures throughput on one channel, as the page asks for it:
 *
 * <pre>
 *   "download SECONDS"                 we send binary messages for so long, then "done"
 *   "upload", binary messages, "end"   we say "received BYTES" now and then, at last "done"
 * </pre>
 */
final class BulkChannel {
    private static final int MESSAGE_BYTES = 16 * 1024;

    /** Enough to keep the association busy between two turns of the loop, little enough to stop soon. */
    private static final int BUFFER_HIGH_BYTES = 512 * 1024;

    private static final int BUFFER_LOW_BYTES = 128 * 1024;
    private static final int REPORT_EVERY_BYTES = 256 * 1024;

    /** Nobody needs a longer measurement, and a page could ask for a year. */
    private static final int SECONDS_MAX = 30;

    private final DataChannel channel;
    private final Message load = Message.of(new byte[MESSAGE_BYTES]);
    private long receivedBytes;
    private long reportedBytes;
    private long downloadUntilNanos;
    private boolean downloading;

    private BulkChannel(DataChannel channel) {
        this.channel = channel;
    }

    static void serve(DataChannel channel) {
        BulkChannel bulk = new BulkChannel(channel);
        channel.setBufferedAmountLowThreshold(BUFFER_LOW_BYTES);
        channel.onBufferedAmountLow(bulk::fill);
        channel.onMessage(bulk::received);
    }

    private void received(Message message) {
        switch (message) {
            case Message.Text text -> obey(text.text());
            case Message.Binary binary -> {
                receivedBytes += binary.sizeBytes();
                if (receivedBytes - reportedBytes >= REPORT_EVERY_BYTES) {
                    report();
                }
            }
        }
    }

    private void obey(String command) {
        if (command.equals("upload")) {
            receivedBytes = 0;
            reportedBytes = 0;
        } else if (command.equals("end")) {
            report();
            channel.trySend("done");
        } else if (command.matches("download \\d{1,3}")) {
            int seconds = Math.min(SECONDS_MAX, Integer.parseInt(command.substring("download ".length())));
            downloadUntilNanos = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
            downloading = true;
            fill();
        } else {
            channel.trySend("expected \"upload\", \"end\" or \"download SECONDS\"");
        }
    }

    private void report() {
        reportedBytes = receivedBytes;
        channel.trySend("received " + receivedBytes);
    }

    private void fill() {
        while (downloading
                && channel.readyState() == DataChannelState.OPEN
                && channel.bufferedAmount() < BUFFER_HIGH_BYTES) {
            if (System.nanoTime() - downloadUntilNanos < 0) {
                channel.send(load);
            } else {
                downloading = false;
                channel.send("done");
            }
        }
    }
}
