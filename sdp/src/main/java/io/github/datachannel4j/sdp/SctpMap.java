package io.github.datachannel4j.sdp;

/**
 * {@code a=sctpmap}, from drafts before RFC 8841: what runs on the SCTP port that the {@code m=} line gives as its format.
 *
 * @param streams 0 when the line does not say
 */
public record SctpMap(int port, String application, int streams) implements Attribute {
    public SctpMap {
        Syntax.inRange("the SCTP port", port, 65_535);
        Syntax.token("the application", application);
        Syntax.inRange("the number of streams", streams, 65_536);
    }

    static SctpMap parse(String value) {
        Tokens tokens = new Tokens(value);
        int port = Syntax.port("the SCTP port", tokens.next("the SCTP port"));
        String application = tokens.next("the application");
        int streams = tokens.hasNext()
                ? (int) Syntax.number("the number of streams", tokens.next("the number of streams"), 65_536)
                : 0;
        return new SctpMap(port, application, streams);
    }

    @Override
    public String attributeName() {
        return "sctpmap";
    }

    @Override
    public String attributeValue() {
        return streams == 0 ? port + " " + application : port + " " + application + " " + streams;
    }
}
