package io.github.datachannel4j.cli.doctor;

import io.github.datachannel4j.cli.doctor.DoctorReport.Nat;
import io.github.datachannel4j.cli.doctor.ServerReport.Found;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What several servers see of the same sockets, and what that says of the NAT between (RFC 5780 §4.3, with what ICE gathers anyway). */
final class NatSight {
    private NatSight() {}

    /**
     * Compares. What they see differs only if the NAT looks at the destination; that it is the same says something only if
     * the destinations were different hosts, since many NATs look at the host and not at the port.
     *
     * @param found by all servers
     * @param servers the addresses of each of them
     */
    static Nat compare(List<Found> found, List<List<String>> servers) {
        Map<String, Set<String>> outsideByBase = new HashMap<>();
        for (Found each : found) {
            outsideByBase.computeIfAbsent(each.base(), base -> new HashSet<>()).add(each.address());
        }
        if (outsideByBase.values().stream().anyMatch(outside -> outside.size() > 1)) {
            return Nat.SYMMETRIC;
        }
        boolean wereDifferentHosts =
                outsideByBase.keySet().stream().anyMatch(base -> areDifferent(servers, isIpv6(base)));
        return wereDifferentHosts ? Nat.ENDPOINT_INDEPENDENT : Nat.BEHIND_ONE;
    }

    private static boolean areDifferent(List<List<String>> servers, boolean ipv6) {
        List<Set<String>> hosts = servers.stream()
                .map(addresses -> addresses.stream()
                        .filter(address -> address.contains(":") == ipv6)
                        .collect(Collectors.toSet()))
                .filter(addresses -> !addresses.isEmpty())
                .toList();
        return hosts.stream().anyMatch(one -> hosts.stream().anyMatch(other -> Collections.disjoint(one, other)));
    }

    private static boolean isIpv6(String endpoint) {
        return endpoint.startsWith("[");
    }
}
