package io.github.datachannel4j.interop.peer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * One run of {@code ./dc4j doctor --json}, as a user would run it.
 *
 * @param exitCode 0 if all of it works
 * @param report what it has printed
 */
public record DoctorProcess(int exitCode, JsonNode report) {
    /**
     * Runs it to its end.
     *
     * @param runner a command that runs commands, in another network for instance; or nothing
     */
    public static DoctorProcess run(List<String> runner, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(runner);
        command.add(ProcessHandle.current().info().command().orElseThrow());
        command.addAll(List.of("-Xmx96m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.github.datachannel4j.cli.Main"));
        command.addAll(List.of("doctor", "--json"));
        command.addAll(List.of(options));
        Path logs = Files.createDirectories(Path.of("target/interop-logs"));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        logs.resolve("doctor.log").toFile()))
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new DoctorProcess(process.waitFor(), new ObjectMapper().readTree(output));
    }

    /** What it says of one server, in the order of the command line: STUN servers first. */
    public JsonNode server(int index) {
        return report.path("servers").path(index);
    }

    /** What it says of the first thing that is wrong with a server. */
    public JsonNode problem(int index) {
        return server(index).path("problems").path(0);
    }

    /** What kind of network it finds: IP versions, UDP, NAT. */
    public String network() {
        return report.path("families").asText() + ", udp " + report.path("udp").asText() + ", nat "
                + report.path("nat").asText();
    }

    /** Its sentences at the end. */
    public List<String> conclusions() {
        return StreamSupport.stream(report.path("conclusions").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
