package io.github.datachannel4j.bots;

import java.net.URI;
import java.net.URISyntaxException;

/**
 * Headless clients that join a browser application.
 *
 * <pre>{@code
 * try (Bot bot = Bots.join("http://localhost:8080/rtc").channel("chat").open()) {
 *     bot.send("hi");
 *     System.out.println(bot.receiveText());
 * }
 * }</pre>
 */
public final class Bots {
    private Bots() {}

    /** A bot that will join what answers offers at this http or https URL. IllegalArgumentException for any other. */
    public static BotBuilder join(String url) {
        try {
            return new BotBuilder(new URI(url));
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("Expected an http:// or https:// URL, got: " + url, e);
        }
    }
}
