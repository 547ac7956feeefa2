package io.github.datachannel4j.sdp;

import java.io.Serial;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How a {@link Candidate} is written (RFC 8839 §5.1): six fields, {@code typ}, then pairs of name and value. */
final class CandidateSyntax {
    static final int FOUNDATION_LENGTH_MAX = 32;
    static final int COMPONENT_MAX = 256;
    static final long PRIORITY_MAX = 0xffff_ffffL;

    private static final String PREFIX = "candidate:";
    private static final String LINE_PREFIX = "a=";

    private CandidateSyntax() {}

    /** A candidate in good form, but of a transport or type that we do not know: to be ignored, says RFC 8839 §5.1. */
    static final class NotUnderstoodException extends IllegalArgumentException {
        @Serial
        private static final long serialVersionUID = 1L;

        NotUnderstoodException(String message) {
            super(message);
        }
    }

    static Candidate parseLine(String text) {
        Syntax.require(text.length() <= SdpLimits.LINE_LENGTH_MAX, "a candidate of more than 8192 characters");
        String line = text.strip();
        String attribute = line.startsWith(LINE_PREFIX) ? line.substring(LINE_PREFIX.length()) : line;
        Syntax.require(attribute.startsWith(PREFIX), "a candidate begins with \"candidate:\"");
        return parse(attribute.substring(PREFIX.length()));
    }

    static Candidate parse(String value) {
        Tokens tokens = new Tokens(value);
        String foundation = tokens.next("the foundation");
        int component = (int) Syntax.number("the component", tokens.next("the component"), COMPONENT_MAX);
        String transport = tokens.next("the transport");
        long priority = Syntax.number("the priority", tokens.next("the priority"), PRIORITY_MAX);
        String host = tokens.next("the address");
        int port = Syntax.port("the port", tokens.next("the port"));
        Syntax.require(tokens.next("\"typ\"").equalsIgnoreCase("typ"), "\"typ\" is missing behind the port");
        String type = tokens.next("the type");
        List<Candidate.Extension> extensions = extensions(tokens);

        return new Candidate(
                foundation,
                component,
                named(CandidateTransport.values(), "transport", transport),
                priority,
                new TransportAddress(host, port),
                named(CandidateType.values(), "candidate type", type),
                takeRelated(extensions).orElse(null),
                checkTcpType(extensions));
    }

    static String value(Candidate candidate) {
        StringBuilder text = new StringBuilder(128)
                .append(candidate.foundation())
                .append(' ')
                .append(candidate.component())
                .append(' ')
                .append(candidate.transport().name())
                .append(' ')
                .append(candidate.priority())
                .append(' ')
                .append(candidate.address().address())
                .append(' ')
                .append(candidate.address().port())
                .append(" typ ")
                .append(candidate.type().text());
        TransportAddress related = candidate.related();
        if (related != null) {
            text.append(" raddr ").append(related.address()).append(" rport ").append(related.port());
        }
        for (Candidate.Extension extension : candidate.extensions()) {
            text.append(' ').append(extension.name()).append(' ').append(extension.value());
        }
        return text.toString();
    }

    static Optional<TcpType> tcpType(String text) {
        for (TcpType type : TcpType.values()) {
            if (type.text().equalsIgnoreCase(text)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    private static List<Candidate.Extension> extensions(Tokens tokens) {
        List<Candidate.Extension> extensions = new ArrayList<>();
        while (tokens.hasNext()) {
            String name = tokens.next("an extension's name");
            extensions.add(new Candidate.Extension(name, tokens.next("the value of \"" + name + "\"")));
        }
        return extensions;
    }

    /** {@code raddr} and {@code rport} come as a pair; a lone one says nothing and stays among the extensions. */
    private static Optional<TransportAddress> takeRelated(List<Candidate.Extension> extensions) {
        for (int i = 0; i + 1 < extensions.size(); i++) {
            Candidate.Extension address = extensions.get(i);
            Candidate.Extension port = extensions.get(i + 1);
            if (address.name().equals("raddr") && port.name().equals("rport")) {
                extensions.subList(i, i + 2).clear();
                return Optional.of(new TransportAddress(address.value(), Syntax.port("rport", port.value())));
            }
        }
        return Optional.empty();
    }

    private static List<Candidate.Extension> checkTcpType(List<Candidate.Extension> extensions) {
        for (Candidate.Extension extension : extensions) {
            if (extension.name().equals("tcptype") && tcpType(extension.value()).isEmpty()) {
                throw new NotUnderstoodException("unknown tcptype");
            }
        }
        return extensions;
    }

    private static <E extends Enum<E>> E named(E[] values, String what, String text) {
        for (E value : values) {
            if (value.name().equalsIgnoreCase(text)) {
                return value;
            }
        }
        throw new NotUnderstoodException("unknown " + what);
    }
}
