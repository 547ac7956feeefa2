package io.github.datachannel4j.cli;

import io.github.datachannel4j.cli.rpc.RpcServer;
import io.github.datachannel4j.peerconnection.NetworkOptions;
import io.github.datachannel4j.peerconnection.PeerConnectionConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./dc4j rpc}: a remote-controlled peer for test harnesses in any language. */
@Command(
        name = "rpc",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "A remote-controlled peer: JSON-RPC 2.0 on stdin and stdout, one message a line; logs go to stderr.",
            "",
            "Methods: createPeerConnection {configuration?} -> {pc}; createDataChannel {pc, label, ordered?, "
                    + "maxRetransmits?, maxPacketLifeTime?, protocol?, negotiated?, id?} -> {dc}; "
                    + "createOffer {pc, iceRestart?}, createAnswer {pc} -> {type, sdp}; "
                    + "setLocalDescription {pc, description?}; setRemoteDescription {pc, description}; "
                    + "addIceCandidate {pc, candidate}; restartIce {pc}; getStats {pc}; "
                    + "setConfiguration {pc, configuration}; close {pc}; send {dc, text | base64}; closeChannel {dc}; "
                    + "setBufferedAmountLowThreshold {dc, value}; get {pc | dc}.",
            "Events come as notifications \"event\" with {pc | dc, type, ...}, type being the W3C's name.",
            "Errors have code -32000 and the W3C's error name in data.name. Ends at the end of stdin.",
            "",
            "Try: echo '{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"createPeerConnection\"}' | ./dc4j rpc"
        })
final class RpcCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--loopback", description = "Also use the loopback addresses of this machine.")
    private boolean loopback;

    @Option(
            names = "--tcp",
            paramLabel = "PORT",
            description = "Also take connections over TCP at this port (0: any free one), for peers without UDP.")
    private @Nullable Integer tcpPort;

    @Mixin
    private CaptureOption capture = new CaptureOption();

    @Override
    public Integer call() throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (CaptureOption recording = capture;
                RpcServer server = new RpcServer(spec.commandLine().getOut(), recording.applyTo(config()))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                server.receive(line);
            }
        }
        return 0;
    }

    private PeerConnectionConfig config() {
        NetworkOptions network = NetworkOptions.defaults();
        if (loopback) {
            network = network.withLoopback();
        }
        if (tcpPort != null) {
            network = network.withTcp(network.tcp().withPassivePort(tcpPort));
        }
        return PeerConnectionConfig.defaults().withNetwork(network);
    }
}
