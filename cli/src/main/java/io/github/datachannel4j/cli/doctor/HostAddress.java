package io.github.datachannel4j.cli.doctor;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;

/**
 * An address of this host.
 *
 * @param reason why it is not used; empty if it is
 */
public record HostAddress(String address, String interfaceName, String reason) {
    boolean isUsed() {
        return reason.isEmpty();
    }

    boolean isIpv6() {
        return address.indexOf(':') >= 0;
    }

    boolean isLoopback() {
        return address.equals("::1") || address.equals("0:0:0:0:0:0:0:1") || address.startsWith("127.");
    }

    String toText() {
        return (isUsed() ? "uses    " : "skips   ") + address + " (" + interfaceName + ")"
                + (isUsed() ? "" : ": " + reason);
    }

    /** All of them. */
    static List<HostAddress> all(boolean loopback) throws SocketException {
        List<HostAddress> found = new ArrayList<>();
        for (NetworkInterface each : NetworkInterface.networkInterfaces().toList()) {
            boolean isUp = each.isUp();
            each.inetAddresses()
                    .forEach(address -> found.add(new HostAddress(
                            withoutZone(address),
                            each.getName(),
                            isUp ? reason(address, loopback) : "the interface is down")));
        }
        return found;
    }

    private static String reason(InetAddress address, boolean loopback) {
        if (address.isLoopbackAddress() && !loopback) {
            return "loopback; --loopback uses it";
        }
        return address.isLinkLocalAddress() ? "link-local, which most peers cannot use" : "";
    }

    private static String withoutZone(InetAddress address) {
        String text = address.getHostAddress();
        int zone = text.indexOf('%');
        return zone < 0 ? text : text.substring(0, zone);
    }
}
