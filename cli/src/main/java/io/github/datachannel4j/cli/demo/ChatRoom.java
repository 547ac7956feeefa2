package io.github.datachannel4j.cli.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.datachannel4j.peerconnection.DataChannel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The chat of all pages: what one says goes to all of them. A page that does not keep up misses lines rather than costing memory. */
final class ChatRoom {
    /** As long as the page's input field takes; longer lines come from somewhere else. */
    private static final int TEXT_LENGTH_MAX = 1000;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<DataChannel, String> members = new ConcurrentHashMap<>();

    void enter(String name, DataChannel channel) {
        members.put(channel, name);
        channel.onOpen(() -> {
            channel.trySend(message("welcome").put("name", name).toString());
            tellHowMany();
        });
        channel.onText(text -> say(name, text));
        channel.onClose(reason -> {
            members.remove(channel);
            tellHowMany();
        });
    }

    private void say(String name, String text) {
        String shortened = text.length() <= TEXT_LENGTH_MAX ? text : text.substring(0, TEXT_LENGTH_MAX) + "…";
        toAll(message("chat").put("from", name).put("text", shortened));
    }

    private void tellHowMany() {
        toAll(message("peers").put("peers", members.size()));
    }

    private void toAll(ObjectNode message) {
        String text = message.toString();
        members.keySet().forEach(channel -> channel.trySend(text));
    }

    private static ObjectNode message(String type) {
        return JSON.createObjectNode().put("type", type);
    }
}
