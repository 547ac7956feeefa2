package io.github.datachannel4j.sdp;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** Descriptions recorded from real peers, and the ways in which other peers write the same. */
public final class Fixtures {
    public static final String CHROMIUM_OFFER = "chromium-156-data-offer";
    public static final String CHROMIUM_AV_OFFER = "chromium-156-audio-video-data-offer";
    public static final String FIREFOX_OFFER = "firefox-153-data-offer";
    public static final String FIREFOX_AV_OFFER = "firefox-153-audio-video-data-offer";
    public static final String LIBDATACHANNEL_ANSWER = "libdatachannel-0.33-data-answer";

    private static final List<String> NAMES = List.of(
            CHROMIUM_OFFER,
            CHROMIUM_AV_OFFER,
            "chromium-156-data-offer-snap-sped",
            "chromium-156-data-answer",
            FIREFOX_OFFER,
            FIREFOX_AV_OFFER,
            "firefox-153-data-answer",
            LIBDATACHANNEL_ANSWER);

    private Fixtures() {}

    public static Stream<String> names() {
        return NAMES.stream();
    }

    public static String text(String name) {
        try (InputStream in = Fixtures.class.getResourceAsStream("/fixtures/" + name + ".sdp")) {
            if (in == null) {
                throw new IllegalArgumentException("no fixture " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static SessionDescription parsed(String name) {
        return parse(text(name));
    }

    /** For text that the test knows to be right. */
    public static SessionDescription parse(String sdp) {
        try {
            return SessionDescription.parse(sdp);
        } catch (SdpParseException e) {
            throw new AssertionError(e);
        }
    }

    /** Chromium's offer with one line replaced; an empty replacement takes the line away. */
    public static SessionDescription chromiumOffer(String lineStart, String replacement) {
        return parse(replaceLine(text(CHROMIUM_OFFER), lineStart, replacement));
    }

    public static String replaceLine(String sdp, String lineStart, String replacement) {
        if (!sdp.contains("\n" + lineStart)) {
            throw new IllegalArgumentException("no line begins with " + lineStart);
        }
        return sdp.replaceAll(
                "(?m)^\\Q" + lineStart + "\\E.*\\r\\n", replacement.isEmpty() ? "" : replacement + "\r\n");
    }

    /** The data-channel section of a description that has one. */
    public static DataChannelSection data(SessionDescription description) {
        return switch (description.dataChannel()) {
            case DataChannelLookup.Found found -> found.section();
            case DataChannelLookup.None none -> throw new AssertionError(none.explanation());
        };
    }
}
