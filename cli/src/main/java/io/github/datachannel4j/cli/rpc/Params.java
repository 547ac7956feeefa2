package io.github.datachannel4j.cli.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The members of a JSON object, read by type; a wrong one is named in the error. An absent member and {@code null} are the same, but for {@link #has}. */
record Params(JsonNode json, String where) {
    static Params of(JsonNode json) {
        if (!json.isObject() && !json.isMissingNode()) {
            throw RpcException.invalidParams("params must be an object, not " + json);
        }
        return new Params(json, "");
    }

    boolean has(String name) {
        return json.has(name);
    }

    String string(String name) {
        String value = optionalString(name);
        if (value == null) {
            throw RpcException.invalidParams("missing " + where + name + ", a string");
        }
        return value;
    }

    @Nullable
    String optionalString(String name) {
        JsonNode value = member(name);
        if (value.isMissingNode()) {
            return null;
        }
        if (!value.isTextual()) {
            throw wrong(name, "a string", value);
        }
        return value.textValue();
    }

    boolean bool(String name, boolean whenAbsent) {
        JsonNode value = member(name);
        if (value.isMissingNode()) {
            return whenAbsent;
        }
        if (!value.isBoolean()) {
            throw wrong(name, "true or false", value);
        }
        return value.booleanValue();
    }

    @Nullable
    Integer optionalInt(String name) {
        JsonNode value = member(name);
        if (value.isMissingNode()) {
            return null;
        }
        if (!value.canConvertToInt() || !value.isIntegralNumber()) {
            throw wrong(name, "an integer", value);
        }
        return value.intValue();
    }

    long integer(String name) {
        JsonNode value = member(name);
        if (!value.canConvertToLong() || !value.isIntegralNumber()) {
            throw wrong(name, "an integer", value);
        }
        return value.longValue();
    }

    /** An object; {@code null} when absent. */
    @Nullable
    Params optionalObject(String name) {
        JsonNode value = member(name);
        if (value.isMissingNode()) {
            return null;
        }
        if (!value.isObject()) {
            throw wrong(name, "an object", value);
        }
        return new Params(value, where + name + ".");
    }

    /** A list of objects; empty when absent. */
    List<Params> objects(String name) {
        return elements(name).stream()
                .map(element -> {
                    if (!element.isObject()) {
                        throw wrong(name, "a list of objects", element);
                    }
                    return new Params(element, where + name + "[].");
                })
                .toList();
    }

    /** A string, or a list of strings, as a list; empty when absent. */
    List<String> strings(String name) {
        if (member(name).isTextual()) {
            return List.of(string(name));
        }
        return elements(name).stream()
                .map(element -> {
                    if (!element.isTextual()) {
                        throw wrong(name, "a list of strings", element);
                    }
                    return element.textValue();
                })
                .toList();
    }

    private List<JsonNode> elements(String name) {
        JsonNode value = member(name);
        if (!value.isMissingNode() && !value.isArray()) {
            throw wrong(name, "a list", value);
        }
        Iterator<JsonNode> iterator = value.elements();
        List<JsonNode> elements = new ArrayList<>();
        iterator.forEachRemaining(elements::add);
        return elements;
    }

    private JsonNode member(String name) {
        JsonNode value = json.path(name);
        return value.isNull() ? MissingNode.getInstance() : value;
    }

    private RpcException wrong(String name, String expected, JsonNode value) {
        return RpcException.invalidParams(where + name + " must be " + expected + ", not " + value);
    }
}
