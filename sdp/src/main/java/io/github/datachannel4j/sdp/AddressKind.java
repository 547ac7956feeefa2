package io.github.datachannel4j.sdp;

import java.util.Locale;

/** What stands where a candidate has its address. Decided from the text alone: nothing is ever looked up here. */
public enum AddressKind {
    IPV4,
    IPV6,
    /** A {@code .local} name, behind which browsers hide a host's address (draft-ietf-mmusic-mdns-ice-candidates). */
    MDNS_NAME,
    /** Any other domain name. */
    DOMAIN_NAME;

    /** The text form of an IPv6 address has at most eight groups of four digits (RFC 4291 §2.2). */
    private static final int IPV6_GROUPS = 8;

    static AddressKind of(String address) {
        if (address.indexOf(':') >= 0) {
            Syntax.require(isIpv6(address), "the address is no IPv6 address");
            return IPV6;
        }
        if (Syntax.all(address, c -> c == '.' || isDigit(c))) {
            Syntax.require(isIpv4(address), "the address is no IPv4 address");
            return IPV4;
        }
        Syntax.require(Syntax.all(address, AddressKind::isNameCharacter), "the address is no domain name");
        return address.toLowerCase(Locale.ROOT).endsWith(".local") ? MDNS_NAME : DOMAIN_NAME;
    }

    private static boolean isIpv4(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 4) {
            return false;
        }
        for (String part : parts) {
            if (part.isEmpty()
                    || part.length() > 3
                    || !Syntax.all(part, AddressKind::isDigit)
                    || Integer.parseInt(part) > 255) {
                return false;
            }
        }
        return true;
    }

    private static boolean isIpv6(String text) {
        // A zone ("fe80::1%eth0") means nothing to the other host, but some peers leave it in.
        int zone = text.indexOf('%');
        String address = zone < 0 ? text : text.substring(0, zone);
        int gap = address.indexOf("::");
        if (gap < 0) {
            return countGroups(address) == IPV6_GROUPS;
        }
        int before = countGroups(address.substring(0, gap));
        int after = countGroups(address.substring(gap + 2));
        return before >= 0 && after >= 0 && before + after < IPV6_GROUPS;
    }

    /** The number of 16-bit groups, or -1 when one of them is none. An IPv4 address at the end counts as two. */
    private static int countGroups(String text) {
        if (text.isEmpty()) {
            return 0;
        }
        String[] parts = text.split(":", -1);
        int count = 0;
        for (int i = 0; i < parts.length; i++) {
            boolean embeddedIpv4 = i == parts.length - 1 && isIpv4(parts[i]);
            if (!embeddedIpv4 && !isGroup(parts[i])) {
                return -1;
            }
            count += embeddedIpv4 ? 2 : 1;
        }
        return count;
    }

    private static boolean isGroup(String part) {
        return !part.isEmpty() && part.length() <= 4 && Syntax.all(part, c -> c < 0x80 && Character.digit(c, 16) >= 0);
    }

    private static boolean isNameCharacter(int c) {
        return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '.' || c == '_';
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }
}
