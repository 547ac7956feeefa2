package io.github.datachannel4j.peerconnection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Descriptions of browsers, damaged at random: each is answered or refused by name, and none of them breaks the connection. */
@Timeout(120)
class DamagedDescriptionTest {
    private static final long SEED = 20_261_121;
    private static final int ROUNDS = 300;

    @Test
    void isAnsweredOrRefused() {
        Random random = new Random(SEED);
        List<String> offers = offers();
        int answered = 0;
        try (PeerConnectionFactory factory = PeerConnectionFactory.create(TwoPeers.config())) {
            for (int round = 0; round < ROUNDS; round++) {
                String offer = damaged(offers.get(random.nextInt(offers.size())), random);
                try (PeerConnection pc = factory.newPeerConnection()) {
                    boolean taken = succeeds(pc.setRemoteDescription(SessionDescription.offer(offer)), offer)
                            && succeeds(pc.setLocalDescription(), offer);
                    answered += taken ? 1 : 0;
                    assertThat(pc.connectionState()).as(offer).isNotEqualTo(PeerConnectionState.FAILED);
                }
            }
        }
        assertThat(answered).isBetween(ROUNDS / 10, ROUNDS - 1);
    }

    private static boolean succeeds(CompletableFuture<Void> step, String offer) {
        try {
            TwoPeers.await(step);
            return true;
        } catch (CompletionException e) {
            assertThat(e.getCause()).as(offer).isInstanceOf(WebRtcException.class);
            return false;
        }
    }

    private static String damaged(String offer, Random random) {
        List<String> lines = new ArrayList<>(offer.lines().toList());
        int at = random.nextInt(lines.size());
        switch (random.nextInt(5)) {
            case 0 -> lines.remove(at);
            case 1 -> lines.add(at, lines.get(random.nextInt(lines.size())));
            case 2 ->
                lines.set(
                        at,
                        lines.get(at).substring(0, random.nextInt(lines.get(at).length() + 1)));
            case 3 -> lines.set(at, lines.get(at).replaceAll("[0-9]+", String.valueOf(random.nextLong())));
            default -> lines.set(at, flipped(lines.get(at), random));
        }
        return String.join("\r\n", lines) + "\r\n";
    }

    private static String flipped(String line, Random random) {
        char[] characters = line.toCharArray();
        if (characters.length > 0) {
            characters[random.nextInt(characters.length)] = (char) random.nextInt(256);
        }
        return new String(characters);
    }

    private static List<String> offers() {
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/sdp"))) {
            return files.filter(file -> file.toString().contains("offer"))
                    .sorted()
                    .map(DamagedDescriptionTest::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
