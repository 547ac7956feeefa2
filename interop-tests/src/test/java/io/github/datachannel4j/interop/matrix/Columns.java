package io.github.datachannel4j.interop.matrix;

import io.github.datachannel4j.interop.peer.Stack;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;

/** All columns; {@code -Dinterop.only=firefox} leaves only some, for a developer in a hurry. */
final class Columns implements ArgumentsProvider {
    static List<Column> all() {
        String only = System.getProperty("interop.only", "");
        return Stream.of(Stack.values())
                .filter(stack -> stack.title().toLowerCase(Locale.ROOT).contains(only))
                .flatMap(stack -> Stream.of(Column.Role.values()).map(role -> new Column(stack, role)))
                .toList();
    }

    @Override
    public Stream<? extends Arguments> provideArguments(ParameterDeclarations parameters, ExtensionContext context) {
        return all().stream().map(Arguments::of);
    }
}
