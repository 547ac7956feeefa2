package io.github.datachannel4j.sdp;

import java.math.BigInteger;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One {@code a=} line. What data channels need has a type of its own; all else is kept as {@link Other} and out of the way. */
public sealed interface Attribute
        permits Attribute.IceOptions,
                Attribute.IcePwd,
                Attribute.IceUfrag,
                Attribute.MaxMessageSize,
                Attribute.Mid,
                Attribute.Other,
                Attribute.Property,
                Attribute.SctpInit,
                Attribute.SctpPort,
                Candidate,
                Fingerprint,
                Group,
                SctpMap,
                Setup {

    String attributeName();

    /** What follows the colon; null for an attribute that is there or not, such as {@code a=ice-lite}. */
    @Nullable
    String attributeValue();

    /** The attribute as {@code name:value}, as it stands behind {@code a=}. */
    default String toText() {
        return attributeValue() == null ? attributeName() : attributeName() + ":" + attributeValue();
    }

    /** {@code a=mid} (RFC 5888): the section's name, which candidates and groups refer to. */
    record Mid(String mid) implements Attribute {
        public Mid {
            Syntax.token("the mid", mid);
        }

        @Override
        public String attributeName() {
            return "mid";
        }

        @Override
        public String attributeValue() {
            return mid;
        }
    }

    /** {@code a=ice-ufrag} (RFC 8839 §5.4). Whether it is long enough is the business of the JSEP rules, not of the grammar. */
    record IceUfrag(String ufrag) implements Attribute {
        public IceUfrag {
            Syntax.token("the ICE user name", ufrag, IceParameters.LENGTH_MAX);
        }

        @Override
        public String attributeName() {
            return "ice-ufrag";
        }

        @Override
        public String attributeValue() {
            return ufrag;
        }
    }

    /** {@code a=ice-pwd} (RFC 8839 §5.4). */
    record IcePwd(String pwd) implements Attribute {
        public IcePwd {
            Syntax.token("the ICE password", pwd, IceParameters.LENGTH_MAX);
        }

        @Override
        public String attributeName() {
            return "ice-pwd";
        }

        @Override
        public String attributeValue() {
            return pwd;
        }

        /** Keeps the password out of logs, where records of this kind may end up. */
        @Override
        public String toString() {
            return "IcePwd[...]";
        }
    }

    /** {@code a=ice-options} (RFC 8839 §5.6), such as {@code trickle}. */
    record IceOptions(List<String> options) implements Attribute {
        public IceOptions {
            options = Syntax.tokens("an ICE option", options);
        }

        /** Commas are not in the grammar, but libdatachannel writes {@code ice2,trickle}. */
        static IceOptions parse(String value) {
            return new IceOptions(new Tokens(value.replace(',', ' ')).rest("an ICE option"));
        }

        @Override
        public String attributeName() {
            return "ice-options";
        }

        @Override
        public String attributeValue() {
            return String.join(" ", options);
        }
    }

    /**
     * {@code a=sctp-init} (draft-hancke-tsvwg-snap): the writer's INIT chunk. Whether it can be used is the business of SCTP.
     *
     * @param base64 as it stands in the description, be it base64 or not
     */
    record SctpInit(String base64) implements Attribute {
        public SctpInit {
            Syntax.text("the SCTP INIT", base64);
        }

        /** An INIT chunk without padding behind it. */
        public static SctpInit of(byte[] chunk) {
            return new SctpInit(Base64.getEncoder().encodeToString(chunk));
        }

        /** The chunk; empty when this is no base64. Who does not know the attribute does not mind. */
        public Optional<byte[]> chunk() {
            try {
                return Optional.of(Base64.getDecoder().decode(base64));
            } catch (IllegalArgumentException notBase64) {
                return Optional.empty();
            }
        }

        @Override
        public String attributeName() {
            return "sctp-init";
        }

        @Override
        public String attributeValue() {
            return base64;
        }
    }

    /** {@code a=sctp-port} (RFC 8841 §5). Port 0 says that there is to be no association. */
    record SctpPort(int port) implements Attribute {
        public SctpPort {
            Syntax.inRange("the SCTP port", port, 65_535);
        }

        @Override
        public String attributeName() {
            return "sctp-port";
        }

        @Override
        public String attributeValue() {
            return String.valueOf(port);
        }
    }

    /**
     * {@code a=max-message-size} (RFC 8841 §6): the largest message that the writer of the description takes.
     *
     * @param sizeBytes 0 for any size; numbers beyond a long are read as Long.MAX_VALUE, since no message can tell the difference
     */
    record MaxMessageSize(long sizeBytes) implements Attribute {
        public MaxMessageSize {
            Syntax.inRange("the maximum message size", sizeBytes, Long.MAX_VALUE);
        }

        static MaxMessageSize parse(String value) {
            BigInteger size = new BigInteger(Syntax.digits("the maximum message size", value));
            return new MaxMessageSize(
                    size.min(BigInteger.valueOf(Long.MAX_VALUE)).longValueExact());
        }

        @Override
        public String attributeName() {
            return "max-message-size";
        }

        @Override
        public String attributeValue() {
            return String.valueOf(sizeBytes);
        }
    }

    /** An attribute without a value, which says something by being there. */
    enum Property implements Attribute {
        /** The writer has a lite implementation of ICE (RFC 8839 §5.3); session level. */
        ICE_LITE("ice-lite"),
        /** No more candidates will come for this generation (RFC 8840 §8.2). */
        END_OF_CANDIDATES("end-of-candidates"),
        /** Port 0 here does not mean rejected, but "bundled or not at all" (RFC 9143 §6). */
        BUNDLE_ONLY("bundle-only");

        private final String text;

        Property(String text) {
            this.text = text;
        }

        @Override
        public String attributeName() {
            return text;
        }

        @Override
        public @Nullable String attributeValue() {
            return null;
        }
    }

    /**
     * Everything else.
     *
     * @param value null when there is no colon
     */
    record Other(String name, @Nullable String value) implements Attribute {
        public Other {
            Syntax.token("the attribute's name", name);
            Syntax.require(name.indexOf(':') < 0, "an attribute's name has no colon");
            if (value != null) {
                Syntax.text("the attribute's value", value);
            }
        }

        @Override
        public String attributeName() {
            return name;
        }

        @Override
        public @Nullable String attributeValue() {
            return value;
        }
    }
}
