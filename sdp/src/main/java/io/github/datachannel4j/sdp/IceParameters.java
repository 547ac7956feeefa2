package io.github.datachannel4j.sdp;

import java.util.List;

/**
 * What ICE needs to know of one end beside its candidates (RFC 8839 §5.3 to §5.6). One pair of ufrag and pwd is one generation: a
 * new pair is an ICE restart.
 *
 * @param options such as {@code trickle}
 * @param lite whether that end has a lite implementation
 */
public record IceParameters(String ufrag, String pwd, List<String> options, boolean lite) {
    /** Both end here (RFC 8839 §5.4). */
    public static final int LENGTH_MAX = 256;

    public static final int UFRAG_LENGTH_MIN = 4;
    public static final int PWD_LENGTH_MIN = 22;

    private static final String TRICKLE = "trickle";

    public IceParameters {
        Syntax.token("the ICE user name", ufrag, LENGTH_MAX);
        Syntax.token("the ICE password", pwd, LENGTH_MAX);
        options = Syntax.tokens("an ICE option", options);
    }

    /** A full implementation that trickles, which is what all browsers and we are. */
    public static IceParameters trickling(String ufrag, String pwd) {
        return new IceParameters(ufrag, pwd, List.of(TRICKLE), false);
    }

    public boolean canTrickle() {
        return options.contains(TRICKLE);
    }

    /** Whether these belong to another generation than the others (RFC 8839 §4.4.1.1.1). */
    public boolean isRestartOf(IceParameters previous) {
        return !ufrag.equals(previous.ufrag) || !pwd.equals(previous.pwd);
    }

    /** Keeps the password out of logs. */
    @Override
    public String toString() {
        return "IceParameters[ufrag=" + ufrag + ", options=" + options + ", lite=" + lite + "]";
    }
}
