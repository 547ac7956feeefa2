package io.github.datachannel4j.server;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The text forms of an address that peers are told: {@code host}, {@code host:port}, {@code [v6]:port}, or a bare IPv6 address. */
final class AdvertisedAddress {
    private static final Pattern BRACKETED = Pattern.compile("\\[([^\\]]+)](?::(\\d{1,5}))?");
    private static final Pattern HOST_AND_PORT = Pattern.compile("([^:]+)(?::(\\d{1,5}))?");

    private AdvertisedAddress() {}

    /** The address; port 0 when none was given. IllegalArgumentException for anything else. */
    static InetSocketAddress parse(String text) {
        Matcher bracketed = BRACKETED.matcher(text);
        Matcher plain = HOST_AND_PORT.matcher(text);
        if (bracketed.matches()) {
            return resolve(bracketed.group(1), bracketed.group(2), text);
        }
        if (plain.matches()) {
            return resolve(plain.group(1), plain.group(2), text);
        }
        return resolve(text, null, text);
    }

    private static InetSocketAddress resolve(String host, @Nullable String port, String text) {
        int number = port == null ? 0 : Integer.parseInt(port);
        if (host.isBlank() || number > 65535) {
            throw new IllegalArgumentException(complaint(text));
        }
        try {
            return new InetSocketAddress(InetAddress.getByName(host), number);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(complaint(text) + " (the name is unknown)", e);
        }
    }

    private static String complaint(String text) {
        return "advertise wants an address like 203.0.113.7, 203.0.113.7:40000 or [2001:db8::7]:40000, not \"" + text
                + "\"";
    }
}
