package io.github.datachannel4j.interop.nat;

/** How a peer is connected to the Internet. The rules are those of iptables in the router before it. */
enum NetworkKind {
    /** An IPv4 and an IPv6 address that all can reach. */
    PUBLIC("public", ""),
    /** One outside port for all destinations, and whoever sends there is let in (RFC 4787: endpoint-independent in both). */
    FULL_CONE("full cone NAT", """
            iptables -t nat -A POSTROUTING -o wan -j MASQUERADE
            iptables -t nat -A PREROUTING -i wan -p udp -j DNAT --to-destination LAN_HOST
            """),
    /** One outside port for all destinations, and only those are let in to whom something was sent. */
    PORT_RESTRICTED("port-restricted NAT", """
            iptables -t nat -A POSTROUTING -o wan -j MASQUERADE
            """ + Rules.ONLY_ANSWERS),
    /** Another outside port for each destination, and only that one is let in. */
    SYMMETRIC("symmetric NAT", """
            iptables -t nat -A POSTROUTING -o wan -j MASQUERADE --random-fully
            """ + Rules.ONLY_ANSWERS),
    /** TCP only, as in some offices. */
    UDP_BLOCKED("NAT without UDP", """
            iptables -t nat -A POSTROUTING -o wan -j MASQUERADE
            iptables -A FORWARD -p udp -j DROP
            """ + Rules.ONLY_ANSWERS),
    /** No IPv4 at all, and no NAT. */
    IPV6_ONLY("IPv6 only", "");

    private final String title;
    private final String rules;

    /** What the rules of several share. */
    private static final class Rules {
        /** Dropped before a connection is noted, or a stranger's packet would take the port that an answer needs. */
        static final String ONLY_ANSWERS = """
                iptables -A FORWARD -i wan -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT
                iptables -A FORWARD -i wan -j DROP
                iptables -A INPUT -i wan -j DROP
                """;
    }

    NetworkKind(String title, String rules) {
        this.title = title;
        this.rules = rules;
    }

    String title() {
        return title;
    }

    boolean isBehindRouter() {
        return this != PUBLIC && this != IPV6_ONLY;
    }

    String rules(String lanHost) {
        return rules.replace("LAN_HOST", lanHost);
    }
}
