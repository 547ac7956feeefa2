package io.github.datachannel4j.ice;

/**
 * Cuts a stream of bytes into messages, however the network has cut it. A message that is longer than any of ours is
 * passed over, as a datagram of that size would be.
 */
final class StreamReader {
    /** Takes one message; the bytes are only lent. */
    interface Sink {
        void onMessage(byte[] bytes, int offset, int length);
    }

    /** A frame is a datagram, and what its framing adds. */
    private static final int FRAME_BYTES_MAX = UdpSocket.RECEIVE_BYTES_MAX + 64;

    private final StreamFraming framing;
    private final byte[] frame = new byte[FRAME_BYTES_MAX];
    private int held;
    private int toSkip;
    private boolean stopped;

    StreamReader(StreamFraming framing) {
        this.framing = framing;
    }

    /** Takes the next bytes of the stream. */
    void read(byte[] bytes, int offset, int length, Sink sink) {
        int at = offset;
        int end = offset + length;
        while (at < end && !stopped) {
            at += take(bytes, at, end - at, sink);
        }
    }

    /** Drops what is held and whatever comes: nobody wants to know any more. */
    void stop() {
        stopped = true;
    }

    /** Uses up some of the bytes, and says how many. */
    private int take(byte[] bytes, int at, int available, Sink sink) {
        if (toSkip > 0) {
            int skipped = Math.min(toSkip, available);
            toSkip -= skipped;
            return skipped;
        }
        if (held < framing.headerLength) {
            int taken = hold(bytes, at, Math.min(available, framing.headerLength - held));
            if (held == framing.headerLength) {
                beginFrame(sink);
            }
            return taken;
        }
        int taken = hold(bytes, at, Math.min(available, framing.frameLength(frame, 0) - held));
        deliverIfWhole(sink);
        return taken;
    }

    private void beginFrame(Sink sink) {
        int frameLength = framing.frameLength(frame, 0);
        if (frameLength > FRAME_BYTES_MAX) {
            toSkip = frameLength - held;
            held = 0;
        } else {
            deliverIfWhole(sink);
        }
    }

    private int hold(byte[] bytes, int at, int count) {
        System.arraycopy(bytes, at, frame, held, count);
        held += count;
        return count;
    }

    private void deliverIfWhole(Sink sink) {
        if (held < framing.frameLength(frame, 0)) {
            return;
        }
        held = 0;
        int length = framing.messageLength(frame, 0) - framing.messageOffset;
        if (length > 0) {
            sink.onMessage(frame, framing.messageOffset, length);
        }
    }
}
