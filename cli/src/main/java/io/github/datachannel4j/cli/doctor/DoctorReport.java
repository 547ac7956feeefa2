package io.github.datachannel4j.cli.doctor;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

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

    /** Takes copies. */
    public DoctorReport {
        host = List.copyOf(host);
        servers = List.copyOf(servers);
    }

    /** Whether there is an address to connect from, and every server did what it is for. */
    public boolean ok() {
        return host.stream().anyMatch(HostAddress::isUsed) && servers.stream().allMatch(ServerReport::ok);
    }

    /** What to know and what to do, a sentence or two each. */
    public List<String> conclusions() {
        List<String> lines = new ArrayList<>();
        if (host.stream().noneMatch(HostAddress::isUsed)) {
            lines.add(
                    "This host has no address that a peer could reach: connect it to a network, or use --loopback for peers on it.");
        }
        lines.add(Advice.onNat(nat));
        if (servers.stream().noneMatch(server -> server.isTurn() && server.ok())) {
            String what = servers.stream().anyMatch(ServerReport::isTurn)
                    ? "No TURN server works"
                    : "No TURN server was given";
            lines.add(what + ": peers behind symmetric NATs, or firewalls that drop UDP, need one (--turn).");
        }
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
            lines.add("  name    " + String.join(", ", server.addresses()) + "  (" + server.lookupMillis() + " ms)");
        }
        for (ServerReport.Found found : server.found()) {
            String what = found.type().equals("relay") ? "relay   " : "seen as ";
            String base = found.base().isEmpty() ? "" : " from " + found.base();
            lines.add("  " + what + endpoint(found.address(), found.port()) + base + "  (" + found.millis() + " ms)");
        }
        if (server.ok() && server.found().isEmpty()) {
            lines.add("  seen as this host's own address: there is no NAT between  (" + server.answerMillis() + " ms)");
        }
        if (server.relayRoundTripMillis() >= 0) {
            lines.add(String.format(
                    Locale.ROOT,
                    "  round   trip of a message through the relay: %.1f ms",
                    server.relayRoundTripMillis()));
        }
        for (ServerReport.Problem problem : server.problems()) {
            lines.add("  " + (problem.code() == 0 ? "" : problem.code() + " ") + problem.text());
        }
        server.problems().stream()
                .map(ServerReport.Problem::advice)
                .distinct()
                .forEach(advice -> lines.add("  -> " + advice));
    }

    private static String endpoint(String address, int port) {
        return address.indexOf(':') < 0 ? address + ":" + port : "[" + address + "]:" + port;
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
        json.set("servers", mapper.valueToTree(servers));
        json.put("nat", nat.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        conclusions().forEach(json.putArray("conclusions")::add);
        return json.toPrettyString();
    }
}
