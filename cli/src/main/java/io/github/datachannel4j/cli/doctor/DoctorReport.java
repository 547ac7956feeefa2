package io.github.datachannel4j.cli.doctor;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.datachannel4j.peerconnection.IceServerFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * All that was found.
 *
 * @param host the addresses of this host
 * @param servers in the order in which they were asked for
 * @param nat what stands before this host
 */
public record DoctorReport(List<HostAddress> host, List<ServerReport> servers, Nat nat) {
    /** What stands before this host, as far as two servers can tell. */
    public enum Nat {
        /** The servers see our own address. */
        NONE,
        /** One outside port for all destinations. */
        ENDPOINT_INDEPENDENT,
        /** Another outside port for each destination. */
        SYMMETRIC,
        /** A NAT that only one server has seen. */
        BEHIND_ONE,
        /** No server has answered. */
        UNKNOWN
    }

    /** Which versions of IP this host has addresses of that peers could reach. */
    public enum Families {
        /** None: it is connected to nothing. */
        NONE,
        /** As many hosts. */
        IPV4_ONLY,
        /** It meets hosts without IPv6 at a relay only. */
        IPV6_ONLY,
        /** Both. */
        BOTH
    }

    /** What becomes of UDP. */
    public enum Udp {
        /** A server has answered over it. */
        WORKS,
        /** Servers answer over TCP or TLS, and none over UDP. */
        DROPPED,
        /** No server was asked over it, or nothing has answered at all. */
        UNKNOWN
    }

    /** Takes copies. */
    public DoctorReport {
        host = List.copyOf(host);
        servers = List.copyOf(servers);
    }

    /** Whether there is an address to connect from, and every server did what it is for. */
    public boolean ok() {
        return host.stream().anyMatch(HostAddress::isUsed) && servers.stream().allMatch(ServerReport::ok);
    }

    /** The versions of IP. Loopback addresses count only if there is nothing else. */
    public Families families() {
        List<HostAddress> used = host.stream().filter(HostAddress::isUsed).toList();
        List<HostAddress> outside =
                used.stream().filter(address -> !address.isLoopback()).toList();
        List<HostAddress> telling = outside.isEmpty() ? used : outside;
        if (telling.isEmpty()) {
            return Families.NONE;
        }
        if (telling.stream().allMatch(HostAddress::isIpv6)) {
            return Families.IPV6_ONLY;
        }
        return telling.stream().anyMatch(HostAddress::isIpv6) ? Families.BOTH : Families.IPV4_ONLY;
    }

    /** What the servers say of UDP. */
    public Udp udp() {
        if (servers.stream().anyMatch(server -> server.protocol().isUdp() && server.answered())) {
            return Udp.WORKS;
        }
        boolean dropped = !silentOverUdp().isEmpty() && answeringOverTcp().isPresent();
        return dropped ? Udp.DROPPED : Udp.UNKNOWN;
    }

    private String silentOverUdp() {
        return servers.stream()
                .filter(server -> server.protocol().isUdp() && server.isSilent())
                .map(ServerReport::url)
                .collect(Collectors.joining(", "));
    }

    private Optional<String> answeringOverTcp() {
        return servers.stream()
                .filter(server -> !server.protocol().isUdp() && server.answered())
                .map(ServerReport::url)
                .findFirst();
    }

    /** What to know and what to do, a sentence or two each. */
    public List<String> conclusions() {
        List<String> lines = new ArrayList<>();
        lines.add(Advice.onFamilies(families()));
        lines.add(
                udp() == Udp.DROPPED
                        ? Advice.onDroppedUdp(
                                silentOverUdp(), answeringOverTcp().orElse(""))
                        : Advice.onNat(nat));
        if (servers.stream().noneMatch(server -> server.protocol().isTurn() && server.ok())) {
            String what = servers.stream().anyMatch(server -> server.protocol().isTurn())
                    ? "No TURN server works"
                    : "No TURN server was given";
            lines.add(what + ": peers behind symmetric NATs, or firewalls that drop UDP, need one (--turn).");
        }
        lines.removeIf(String::isEmpty);
        return lines;
    }

    /** For a person. */
    public String toText() {
        List<String> lines = new ArrayList<>();
        lines.add("This host");
        host.forEach(address -> lines.add("  " + address.toText()));
        for (ServerReport server : servers) {
            lines.add("");
            lines.add((server.ok() ? "ok      " : "FAILED  ") + server.url());
            addDetails(lines, server);
        }
        lines.add("");
        lines.add("In short");
        conclusions().forEach(line -> lines.add("  " + line));
        return String.join(System.lineSeparator(), lines);
    }

    private static void addDetails(List<String> lines, ServerReport server) {
        if (!server.addresses().isEmpty()) {
            lines.add("  name    " + String.join(", ", server.addresses())
                    + after(server.times().lookup()));
        }
        for (ServerReport.Found found : server.found()) {
            String what = found.type().equals("relay") ? "relay   " : "seen as ";
            lines.add("  " + what + found.address() + (found.base().isEmpty() ? "" : " from " + found.base()));
        }
        if (server.ok() && server.found().isEmpty()) {
            lines.add("  seen as this host's own address: there is no NAT between");
        }
        addTimes(lines, server);
        for (ServerReport.Problem problem : server.problems()) {
            lines.add("  " + (problem.code() == 0 ? "" : problem.code() + " ") + problem.text());
        }
        server.problems().stream()
                .map(ServerReport.Problem::advice)
                .distinct()
                .forEach(advice -> lines.add("  -> " + advice));
    }

    private static void addTimes(List<String> lines, ServerReport server) {
        ServerReport.Times times = server.times();
        if (times.roundTrip() >= 0) {
            lines.add("  round   trip to the server: " + millis(times.roundTrip()));
        } else if (server.answered()) {
            lines.add("  round   trip to the server: over 500 ms, or packets were lost");
        }
        if (times.gathering() >= 0) {
            String what = server.ok() ? "ready   " : "gave up ";
            lines.add("  " + what + after(times.gathering()).strip());
        }
        if (times.relayRoundTrip() >= 0) {
            lines.add("  round   trip of a message through the relay: " + millis(times.relayRoundTrip()));
        }
    }

    private static String after(double millis) {
        return "  (after " + millis(millis) + ")";
    }

    private static String millis(double millis) {
        return String.format(Locale.ROOT, "%.1f ms", millis);
    }

    /** For a program. */
    public String toJson() {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode json = mapper.createObjectNode();
        json.put("ok", ok());
        ArrayNode addresses = json.putArray("host");
        for (HostAddress address : host) {
            addresses
                    .addObject()
                    .put("address", address.address())
                    .put("interface", address.interfaceName())
                    .put("used", address.isUsed())
                    .put("reason", address.reason());
        }
        ArrayNode asked = json.putArray("servers");
        servers.forEach(server -> asked.add(toJson(server, mapper)));
        json.put("families", word(families()));
        json.put("udp", word(udp()));
        json.put("nat", word(nat));
        conclusions().forEach(json.putArray("conclusions")::add);
        return json.toPrettyString();
    }

    private static ObjectNode toJson(ServerReport server, ObjectMapper mapper) {
        ObjectNode json = mapper.valueToTree(server);
        json.put("protocol", word(server.protocol()));
        for (int i = 0; i < server.problems().size(); i++) {
            IceServerFailure failure = server.problems().get(i).failure();
            ObjectNode problem = (ObjectNode) json.path("problems").path(i);
            problem.put("failure", failure == null ? null : word(failure));
        }
        return json;
    }

    private static String word(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
