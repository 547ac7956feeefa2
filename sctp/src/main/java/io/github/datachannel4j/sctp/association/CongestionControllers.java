package io.github.datachannel4j.sctp.association;

import io.github.datachannel4j.sctp.AssociationOptions;
import io.github.datachannel4j.sctp.tx.CongestionControl;
import io.github.datachannel4j.sctp.tx.Cubic;
import io.github.datachannel4j.sctp.tx.NewReno;
import io.github.datachannel4j.sctp.tx.Path;
import io.github.datachannel4j.sctp.tx.bbr.BbrCongestionControl;

/** Makes the controller that the options ask for. */
final class CongestionControllers {
    private CongestionControllers() {}

    static CongestionControl create(Environment environment, Path path, long peerWindowBytes) {
        AssociationOptions options = environment.options();
        CongestionControl.Start start = new CongestionControl.Start(
                path.packetSize().chunkBytesMax(), options.initialCwndPackets(), peerWindowBytes);
        return switch (options.congestion().algorithm()) {
            case NEW_RENO -> new NewReno(start);
            case CUBIC -> new Cubic(start);
            case BBR -> new BbrCongestionControl(start, environment.random());
        };
    }
}
