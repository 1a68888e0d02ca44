package org.crisisplan.signals.channel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What strangers' programs send on a bad day, made of a good day's payload; the same for the same seed. */
public final class Mutations {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String[] ODD_JSON = {
        "null",
        "true",
        "-1",
        "1e308",
        "99999999999999999999999",
        "\"\"",
        "\"\\u0000\\u202e\\ud800\"",
        "\"http://\\u0001\"",
        "\"" + "长".repeat(12_000) + "\"",
        "\"" + "\\ud835\\udc00".repeat(200) + "\"",
        "[]",
        "{}",
        "[[[]]]",
        "{\"a\": [null]}"
    };
    private static final String[] ODD_TEXT = {
        "\u0000",
        "\u202e",
        "\ud800",
        "&",
        "&nbsp;",
        "<",
        ">",
        "]]>",
        "<![CDATA[",
        "\"",
        "--",
        "😀",
        "\r",
        "=?UTF-8?B?",
        "; charset=x",
        "长".repeat(3_000)
    };

    private Mutations() {}

    /** Each with one value replaced by another of any type. */
    public static Stream<JsonNode> ofJson(String payload, int many) {
        Random chance = new Random(payload.hashCode());
        return IntStream.range(0, many).mapToObj(i -> {
            JsonNode whole = json(payload);
            List<Consumer<JsonNode>> places = new ArrayList<>();
            collect(whole, places);
            places.get(chance.nextInt(places.size())).accept(json(ODD_JSON[chance.nextInt(ODD_JSON.length)]));
            return whole;
        });
    }

    /** Each with something cut out, doubled or put in, up to five times. */
    public static Stream<String> ofText(String payload, int many) {
        Random chance = new Random(payload.hashCode());
        return IntStream.range(0, many).mapToObj(i -> {
            var text = new StringBuilder(payload);
            for (int times = 1 + chance.nextInt(5); times > 0; times--) {
                int from = chance.nextInt(text.length());
                int to = Math.min(text.length(), from + 1 + chance.nextInt(40));
                switch (chance.nextInt(4)) {
                    case 0 -> text.delete(from, to);
                    case 1 -> text.insert(from, text.substring(from, to));
                    case 2 -> text.setLength(Math.max(1, from));
                    default -> text.insert(from, ODD_TEXT[chance.nextInt(ODD_TEXT.length)]);
                }
                if (text.isEmpty()) {
                    text.append(' ');
                }
            }
            return text.toString();
        });
    }

    private static void collect(JsonNode node, List<Consumer<JsonNode>> places) {
        if (node instanceof ObjectNode object) {
            object.fieldNames().forEachRemaining(name -> {
                places.add(other -> object.set(name, other));
                collect(object.get(name), places);
            });
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                int place = i;
                places.add(other -> array.set(place, other));
                collect(array.get(i), places);
            }
        }
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException(broken);
        }
    }
}
