package io.github.datachannel4j.sdp;

import java.util.List;

/**
 * The {@code m=} line of a section.
 *
 * @param media "application", "audio", "video" ...
 * @param port 0 when the section is rejected or only to be bundled, 9 while no address is known
 * @param portCount 1, other than in layered multicast sessions
 * @param protocol such as "UDP/DTLS/SCTP"
 * @param formats at least one
 */
public record MediaLine(String media, int port, int portCount, String protocol, List<String> formats) {
    public MediaLine {
        Syntax.token("the media type", media);
        Syntax.inRange("the port", port, 65_535);
        Syntax.inRange("the number of ports", portCount, 65_535);
        Syntax.token("the protocol", protocol);
        formats = Syntax.tokens("a format", formats);
        Syntax.require(!formats.isEmpty(), "the format is missing");
    }

    public MediaLine withPort(int newPort) {
        return new MediaLine(media, newPort, 1, protocol, formats);
    }

    static MediaLine parse(String value) {
        Tokens tokens = new Tokens(value);
        String media = tokens.next("the media type");
        String ports = tokens.next("the port");
        int slash = ports.indexOf('/');
        int port = Syntax.port("the port", slash < 0 ? ports : ports.substring(0, slash));
        int portCount = slash < 0 ? 1 : Syntax.port("the number of ports", ports.substring(slash + 1));
        return new MediaLine(media, port, portCount, tokens.next("the protocol"), tokens.rest("a format"));
    }

    String value() {
        String ports = portCount == 1 ? String.valueOf(port) : port + "/" + portCount;
        return media + " " + ports + " " + protocol + " " + String.join(" ", formats);
    }
}
