package io.github.datachannel4j.sctp.tx;

/** Round robin with a packet as the turn (RFC 8260 §3.3). */
final class RoundRobinPerPacket implements StreamScheduler {
    @Override
    public long rankOnArrival(OutgoingStream stream) {
        return 0;
    }

    @Override
    public long rankAfterTurn(OutgoingStream stream, long bytes) {
        return 0;
    }

    @Override
    public boolean sharesPackets() {
        return false;
    }
}
