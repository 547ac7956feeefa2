package io.github.datachannel4j.sdp;

import java.util.List;

/** Writes a description in the order that RFC 8866 §5 prescribes, with CRLF line ends. */
final class SdpWriter {
    private static final String LINE_END = "\r\n";

    /** The order of the optional lines; times and their repetitions belong together and so share a step. */
    private static final List<String> LINE_ORDER = List.of("i", "u", "e", "p", "c", "b", "tr", "z", "k");

    private final StringBuilder text = new StringBuilder(1024);

    private SdpWriter() {}

    static String write(SessionDescription description) {
        SdpWriter writer = new SdpWriter();
        writer.line('v', "0");
        writer.line('o', description.origin().value());
        writer.line('s', description.sessionName());
        writer.lines(description.lines());
        writer.attributes(description.attributes());
        writer.sections(description.media());
        return writer.text.toString();
    }

    /** A fragment has attributes and sections only (RFC 8840 §9.2). */
    static String write(SdpFragment fragment) {
        SdpWriter writer = new SdpWriter();
        writer.attributes(fragment.attributes());
        writer.sections(fragment.media());
        return writer.text.toString();
    }

    private void sections(List<MediaDescription> sections) {
        for (MediaDescription section : sections) {
            line('m', section.mediaLine().value());
            lines(section.lines());
            attributes(section.attributes());
        }
    }

    private void lines(List<Line> lines) {
        for (String types : LINE_ORDER) {
            for (Line line : lines) {
                if (types.indexOf(line.type()) >= 0) {
                    line(line.type(), line.value());
                }
            }
        }
    }

    private void attributes(Attributes attributes) {
        for (Attribute attribute : attributes) {
            line('a', attribute.toText());
        }
    }

    private void line(char type, String value) {
        text.append(type).append('=').append(value).append(LINE_END);
    }
}
