package io.github.datachannel4j.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Damages descriptions in the ways in which they get damaged: by the character, by the line, and by mixing two of them. */
final class SdpMutations {
    private static final String CHARACTERS = "\r\n\0\t :=/0123456789-ab\u00e9\ud83d";

    private static final List<String> LINES = List.of(
            "a=candidate:1 1 udp 1 1.2.3.4 5 typ host raddr 1.1.1.1",
            "a=group:BUNDLE",
            "a=group:BUNDLE 0 1 2",
            "a=bundle-only",
            "a=setup:holdconn",
            "a=sctpmap:5000 webrtc-datachannel",
            "m=application 0 DTLS/SCTP 5000",
            "m=application 9 UDP/DTLS/SCTP webrtc-datachannel",
            "m=audio 9 UDP/TLS/RTP/SAVPF 0",
            "a=ice-lite",
            "a=end-of-candidates",
            "a=max-message-size:99999999999999999999");

    private SdpMutations() {}

    static String mutate(String sdp, String other, RandomGenerator random) {
        String mutated = sdp;
        for (int i = random.nextInt(1, 6); i > 0 && !mutated.isEmpty(); i--) {
            mutated = random.nextBoolean() ? mutateCharacters(mutated, random) : mutateLines(mutated, other, random);
        }
        return mutated;
    }

    private static String mutateCharacters(String sdp, RandomGenerator random) {
        int at = random.nextInt(sdp.length());
        int end = Math.min(sdp.length(), at + random.nextInt(1, 8));
        String inserted = String.valueOf(CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
        return switch (random.nextInt(5)) {
            case 0 -> sdp.substring(0, at);
            case 1 -> sdp.substring(0, at) + sdp.substring(end);
            case 2 -> sdp.substring(0, at) + inserted + sdp.substring(at);
            case 3 -> sdp.substring(0, at) + inserted.repeat(random.nextInt(1, 300)) + sdp.substring(end);
            default -> sdp.substring(0, end) + sdp.substring(at);
        };
    }

    private static String mutateLines(String sdp, String other, RandomGenerator random) {
        List<String> lines = new ArrayList<>(List.of(sdp.split("\r\n", -1)));
        List<String> others = List.of(other.split("\r\n", -1));
        int at = random.nextInt(lines.size());
        switch (random.nextInt(5)) {
            case 0 -> lines.remove(at);
            case 1 -> lines.add(at, lines.get(random.nextInt(lines.size())));
            case 2 -> lines.add(at, LINES.get(random.nextInt(LINES.size())));
            case 3 -> lines.set(at, others.get(random.nextInt(others.size())));
            default -> lines.addAll(at, others.subList(random.nextInt(others.size()), others.size()));
        }
        return String.join("\r\n", lines);
    }
}
