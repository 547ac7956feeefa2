package io.github.datachannel4j.sdp;

import java.util.List;

/** {@code a=group} (RFC 5888): sections that belong together; {@code BUNDLE} (RFC 9143) puts them on one transport. */
public record Group(String semantics, List<String> mids) implements Attribute {
    private static final String BUNDLE = "BUNDLE";

    public Group {
        Syntax.token("the group's semantics", semantics);
        mids = Syntax.tokens("a mid", mids);
    }

    public static Group bundle(String... mids) {
        return new Group(BUNDLE, List.of(mids));
    }

    public boolean isBundle() {
        return semantics.equals(BUNDLE);
    }

    static Group parse(String value) {
        Tokens tokens = new Tokens(value);
        return new Group(tokens.next("the group's semantics"), tokens.rest("a mid"));
    }

    @Override
    public String attributeName() {
        return "group";
    }

    @Override
    public String attributeValue() {
        return mids.isEmpty() ? semantics : semantics + " " + String.join(" ", mids);
    }
}
