package io.github.datachannel4j.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.interop.setup.Tool;
import io.github.datachannel4j.interop.setup.Workshop;
import io.github.datachannel4j.peerconnection.DataChannel;
import io.github.datachannel4j.peerconnection.DataChannelOptions;
import io.github.datachannel4j.peerconnection.Diagnostics;
import io.github.datachannel4j.peerconnection.NetworkOptions;
import io.github.datachannel4j.peerconnection.PacketCapture;
import io.github.datachannel4j.peerconnection.PeerConnection;
import io.github.datachannel4j.peerconnection.PeerConnectionConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A capture of ours as tshark, and with it Wireshark, reads it. */
class CaptureTest {
    private static final int WAIT_SECONDS = 30;

    @TempDir
    private Path folder;

    @Test
    void tsharkReadsTheHandshakeAndDcep() throws Exception {
        Path file = folder.resolve("trace.pcapng");
        try (PacketCapture capture = PacketCapture.to(file)) {
            talk(capture);
        }

        String text = tshark(file);
        assertThat(text).contains("Chunk type: INIT (1)", "Chunk type: COOKIE_ECHO (10)");
        assertThat(text).contains("DATA_CHANNEL_OPEN", "a label to look for");
        assertThat(text).contains("Interface name: association 1");
        assertThat(text).doesNotContain("Malformed");
    }

    private static void talk(PacketCapture capture) throws Exception {
        PeerConnectionConfig config = PeerConnectionConfig.defaults().withNetwork(NetworkOptions.loopbackOnly());
        try (PeerConnection a = PeerConnection.create(
                        config.withDiagnostics(Diagnostics.none().withCapture(capture)));
                PeerConnection b = PeerConnection.create(config)) {
            a.onIceCandidate(b::addIceCandidate);
            b.onIceCandidate(a::addIceCandidate);
            DataChannel channel = a.createDataChannel("a label to look for", DataChannelOptions.defaults());
            a.setLocalDescription()
                    .thenCompose(
                            done -> b.setRemoteDescription(a.localDescription().orElseThrow()))
                    .thenCompose(done -> b.setLocalDescription())
                    .thenCompose(
                            done -> a.setRemoteDescription(b.localDescription().orElseThrow()))
                    .get(WAIT_SECONDS, TimeUnit.SECONDS);
            channel.opened().get(WAIT_SECONDS, TimeUnit.SECONDS);
            channel.send("hello").get(WAIT_SECONDS, TimeUnit.SECONDS);
        }
    }

    private static String tshark(Path file) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(Workshop.get().tool(Tool.TSHARK).toString(), "-r", file.toString(), "-V")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return text;
    }
}
