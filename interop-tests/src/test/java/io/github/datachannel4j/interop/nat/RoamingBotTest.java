package io.github.datachannel4j.interop.nat;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.interop.setup.NetworkTools;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A bot whose host gets another address: its kernel says so, not a filter of ours, and HTTP is cut off as well for as long as there is no
 * address. Needs what {@link NatTableTest} needs.
 */
@Order(9)
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class RoamingBotTest {
    private static final int PORT = 8080;
    private static final int BEFORE = 20;
    private static final int AFTER = 20;

    /** Long enough that what is sent meanwhile fails: consent checks, data and a first PATCH. */
    private static final int SECONDS_WITHOUT_ADDRESS = 2;

    @Test
    @SuppressWarnings("try") // whoever interrupts a test wants to know
    void aBotFollowsItsHostToAnotherAddress() throws IOException, InterruptedException {
        Optional<String> missing = NetworkTools.missing();
        missing.ifPresent(reason -> System.out.println("\n[interop-tests] ROAMING BOT SKIPPED: " + reason + "\n"));
        Assumptions.assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
        try (Internet internet = Internet.open()) {
            String server = internet.host(NetworkKind.PUBLIC);
            String host = internet.host(NetworkKind.PUBLIC);
            Shell.run("ip -n HOST -6 addr flush dev eth0".replace("HOST", host));
            try (Running serving = new Running(server, "serve", "203.0.113.10", String.valueOf(PORT))) {
                assertThat(serving.line()).startsWith("serves");
                try (Running bot = new Running(host, "join", "http://203.0.113.10:" + PORT + "/rtc")) {
                    moves(host, bot);
                }
            }
        }
    }

    private static void moves(String host, Running bot) throws IOException, InterruptedException {
        int number = 0;
        while (number < BEFORE) {
            assertThat(bot.line()).isEqualTo(number++ + " 203.0.113.11");
        }
        Shell.run("ip -n HOST addr del 203.0.113.11/24 dev eth0".replace("HOST", host));
        bot.livesFor(SECONDS_WITHOUT_ADDRESS);
        Shell.run("ip -n HOST addr add 203.0.113.77/24 dev eth0".replace("HOST", host));
        String line = bot.line();
        while (!line.endsWith(" 203.0.113.77")) {
            assertThat(line).isEqualTo(number++ + " 203.0.113.11");
            line = bot.line();
        }
        for (int i = 0; i < AFTER; i++) {
            assertThat(line).isEqualTo(number++ + " 203.0.113.77");
            line = bot.line();
        }
    }

    /** The program in a namespace, until it is closed. */
    private static final class Running implements AutoCloseable {
        private final Process process;
        private final BufferedReader output;

        Running(String namespace, String... arguments) throws IOException {
            List<String> command = new ArrayList<>(Internet.in(namespace));
            command.add(ProcessHandle.current().info().command().orElseThrow());
            command.addAll(List.of("-Xmx96m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"));
            command.addAll(List.of("-cp", System.getProperty("java.class.path"), RoamingProgram.class.getName()));
            command.addAll(List.of(arguments));
            Path logs = Files.createDirectories(Path.of("target/interop-logs"));
            process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.appendTo(
                            logs.resolve("roaming.log").toFile()))
                    .start();
            output = process.inputReader(StandardCharsets.UTF_8);
        }

        String line() throws IOException {
            String line = output.readLine();
            assertThat(line)
                    .as("output, or target/interop-logs/roaming.log says more")
                    .isNotNull();
            return line;
        }

        void livesFor(int seconds) throws InterruptedException {
            assertThat(process.waitFor(seconds, TimeUnit.SECONDS))
                    .as("ends by itself; target/interop-logs/roaming.log says why")
                    .isFalse();
        }

        @Override
        public void close() throws IOException {
            process.destroyForcibly();
            output.close();
        }
    }
}
