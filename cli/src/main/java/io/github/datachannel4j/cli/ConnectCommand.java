package io.github.datachannel4j.cli;

import io.github.datachannel4j.bots.Bot;
import io.github.datachannel4j.bots.BotBuilder;
import io.github.datachannel4j.bots.Bots;
import io.github.datachannel4j.peerconnection.DataChannel;
import io.github.datachannel4j.peerconnection.DataChannelOptions;
import io.github.datachannel4j.peerconnection.Message;
import io.github.datachannel4j.signaling.SignalingException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./dc4j connect URL}: a headless client; lines of stdin go out as strings, what comes in goes to stdout. */
@Command(
        name = "connect",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = {
            "Join what answers offers at URL, and be a pipe: each line of stdin is sent as a string, "
                    + "each message goes to stdout.",
            "A binary message is shown as its size. States and errors go to stderr."
        })
final class ConnectCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(paramLabel = "URL", description = "An http or https URL, for example http://localhost:8080/rtc")
    private String url = "";

    @Option(
            names = "--channel",
            paramLabel = "LABEL",
            defaultValue = "chat",
            description = "Label of the channel (default: ${DEFAULT-VALUE}).")
    private String label = "";

    @Option(names = "--protocol", paramLabel = "NAME", defaultValue = "", description = "Subprotocol of the channel.")
    private String protocol = "";

    @Option(names = "--unordered", description = "Messages may overtake each other.")
    private boolean unordered;

    @Option(
            names = "--max-retransmits",
            paramLabel = "COUNT",
            description = "Give a message up after so many retransmissions, 0 to 65535.")
    private @Nullable Integer maxRetransmits;

    @Option(
            names = "--max-packet-life-time",
            paramLabel = "MS",
            description = "Give a message up after so many milliseconds, 0 to 65535.")
    private @Nullable Integer maxPacketLifeTime;

    @Option(names = "--json", description = "Signal with {type, sdp} instead of application/sdp.")
    private boolean json;

    @Option(names = "--bearer", paramLabel = "TOKEN", description = "Send this token in the Authorization header.")
    private @Nullable String bearer;

    @Option(
            names = "--linger",
            paramLabel = "SECONDS",
            defaultValue = "1",
            description =
                    "After the end of stdin, stay until nothing has come in for so long (default: ${DEFAULT-VALUE}).")
    private double lingerSeconds;

    @Mixin
    private IceOptions ice = new IceOptions();

    @Mixin
    private CaptureOption capture = new CaptureOption();

    @Mixin
    private StatsOption stats = new StatsOption();

    @Override
    public Integer call() throws SignalingException, InterruptedException, IOException {
        stats.check();
        PrintWriter err = spec.commandLine().getErr();
        try (CaptureOption recording = capture;
                Bot bot = builder(recording).open();
                StatsReporter reporter = stats.reporter(err, () -> connections(bot))) {
            err.println("connected: channel \"" + label + "\" is open");
            err.flush();
            reporter.start();
            Thread printer = Thread.ofVirtual().start(() -> print(bot));
            sendStdin(bot, err);
            printer.join();
        }
        return 0;
    }

    private List<StatsOption.Named> connections(Bot bot) {
        return List.of(new StatsOption.Named("connection to " + url, bot.peerConnection()));
    }

    private BotBuilder builder(CaptureOption recording) {
        BotBuilder builder = Bots.join(url).channel(label, channelOptions()).config(recording.applyTo(ice.config()));
        if (json) {
            builder.json();
        }
        return bearer == null ? builder : builder.bearer(bearer);
    }

    private DataChannelOptions channelOptions() {
        DataChannelOptions options = DataChannelOptions.defaults().protocol(protocol);
        if (maxRetransmits != null && maxPacketLifeTime != null) {
            throw new IllegalArgumentException("--max-retransmits and --max-packet-life-time exclude each other");
        }
        if (unordered) {
            options = options.unordered();
        }
        if (maxRetransmits != null) {
            options = options.maxRetransmits(maxRetransmits);
        }
        return maxPacketLifeTime == null ? options : options.maxPacketLifeTime(maxPacketLifeTime);
    }

    private void sendStdin(Bot bot, PrintWriter err) throws IOException, InterruptedException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            try {
                // Waiting for each line to leave keeps memory bounded when stdin is faster than the network.
                bot.send(line).get();
            } catch (ExecutionException e) {
                err.println("the channel closed before \"" + line + "\" could be sent: " + e.getCause());
                return;
            }
        }
        stdinEnded = true;
    }

    /** Written by the reader of stdin, read by the printer. */
    private volatile boolean stdinEnded;

    private void print(Bot bot) {
        PrintWriter out = spec.commandLine().getOut();
        DataChannel channel = bot.channel(label);
        Duration patience = Duration.ofMillis(Math.max(1, Math.round(lingerSeconds * 1000)));
        try {
            while (true) {
                boolean lastChance = stdinEnded;
                try {
                    Message message = channel.receive(patience);
                    if (message == null) {
                        return;
                    }
                    out.println(text(message));
                    out.flush();
                } catch (TimeoutException nothingCame) {
                    if (lastChance) {
                        return;
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String text(Message message) {
        return switch (message) {
            case Message.Text text -> text.text();
            case Message.Binary binary -> "<" + binary.sizeBytes() + " bytes>";
        };
    }
}
