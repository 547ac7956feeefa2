package io.github.datachannel4j.signaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IfMatchTest {
    @ParameterizedTest
    @ValueSource(strings = {"*", "\"*\"", " * "})
    void aStarHoldsForEverySession(String header) throws SignalingException {
        assertThat(IfMatch.parse(header)).isEqualTo(IfMatch.everything());
        assertThat(IfMatch.parse(header).holdsFor("\"any\"")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"abc\"", "\"x\", \"abc\"", "\"abc\",\"x\"", " \"a,b\" ,  \"abc\" ", "W/\"x\", \"abc\""})
    void anEntityTagHoldsForItsSessionOnly(String header) throws SignalingException {
        assertThat(IfMatch.parse(header).holdsFor("\"abc\"")).isTrue();
        assertThat(IfMatch.parse(header).holdsFor("\"abcd\"")).isFalse();
        assertThat(IfMatch.parse(header).holdsFor("abc")).isFalse();
    }

    @Test
    void aWeakEntityTagHoldsForNoSession() throws SignalingException {
        assertThat(IfMatch.parse("W/\"abc\"").holdsFor("\"abc\"")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "abc",
                "\"abc",
                "abc\"",
                "\"a\" \"b\"",
                "*, \"a\"",
                "\"a\", *",
                "w/\"a\"",
                "\"a\",,\"b\"",
                "\"a\"x"
            })
    void whatIsNeitherIsNamed(String header) {
        assertThatExceptionOfType(SignalingException.class)
                .isThrownBy(() -> IfMatch.parse(header))
                .satisfies(refusal -> assertThat(refusal.httpStatus()).isEqualTo(400))
                .withMessageContaining("If-Match must be * or an entity tag in quotes")
                .withMessageContaining(header.strip());
    }
}
