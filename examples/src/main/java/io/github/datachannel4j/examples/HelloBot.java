package io.github.datachannel4j.examples;

import io.github.datachannel4j.bots.Bot;
import io.github.datachannel4j.bots.Bots;
import io.github.datachannel4j.signaling.SignalingException;
import org.jspecify.annotations.Nullable;

/** The smallest bot: joins, says hi, and prints what comes back. */
public final class HelloBot {
    private HelloBot() {}

    /** Takes the URL that offers are POSTed to; {@link EchoServer}'s if none is given. */
    public static void main(String[] args) throws SignalingException, InterruptedException {
        System.out.println(sayHi(args.length == 0 ? "http://localhost:8080/rtc" : args[0]));
    }

    static @Nullable String sayHi(String url) throws SignalingException, InterruptedException {
        try (Bot bot = Bots.join(url).channel("chat").open()) {
            bot.send("hi");
            return bot.receiveText();
        }
    }
}
