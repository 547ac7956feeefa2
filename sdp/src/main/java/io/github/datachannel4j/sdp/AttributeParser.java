package io.github.datachannel4j.sdp;

/** From the text behind {@code a=} to a typed attribute. */
final class AttributeParser {
    private AttributeParser() {}

    static Attribute parse(String text) {
        int colon = text.indexOf(':');
        if (colon >= 0) {
            String value = text.substring(colon + 1);
            return parse(text.substring(0, colon), value, new Attribute.Other(text.substring(0, colon), value));
        }
        String name = text.strip();
        for (Attribute.Property property : Attribute.Property.values()) {
            if (property.attributeName().equals(name)) {
                return property;
            }
        }
        // With an empty value, a typed attribute that lacks its value complains about just that.
        return parse(name, "", new Attribute.Other(name, null));
    }

    private static Attribute parse(String name, String value, Attribute.Other untyped) {
        return switch (name) {
            case "candidate" -> candidateOr(untyped, value);
            case "fingerprint" -> Fingerprint.parse(value);
            case "group" -> Group.parse(value);
            case "ice-options" -> Attribute.IceOptions.parse(value);
            case "ice-pwd" -> new Attribute.IcePwd(value.strip());
            case "ice-ufrag" -> new Attribute.IceUfrag(value.strip());
            case "max-message-size" -> Attribute.MaxMessageSize.parse(value.strip());
            case "mid" -> new Attribute.Mid(value.strip());
            case "sctp-init" -> new Attribute.SctpInit(value.strip());
            case "sctp-port" -> new Attribute.SctpPort(Syntax.port("the SCTP port", value.strip()));
            case "sctpmap" -> SctpMap.parse(value);
            case "setup" -> Setup.parse(value);
            default -> untyped;
        };
    }

    /** RFC 8839 §5.1: a candidate whose transport or type is unknown is ignored, it does not spoil the description. */
    private static Attribute candidateOr(Attribute.Other untyped, String value) {
        try {
            return CandidateSyntax.parse(value);
        } catch (CandidateSyntax.NotUnderstoodException e) {
            return untyped;
        }
    }
}
