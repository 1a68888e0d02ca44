package org.crisisplan.notify.chat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Set;

/** The answer of a service that says in its body, under status 200, whether it took the message. */
final class ChatAnswer {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST = 300;

    private ChatAnswer() {}

    /**
     * @param code the name of the number that is 0 when all is well
     * @param text the name of what says why it is not
     * @param tooMuch numbers that mean that too much was said
     * @param later numbers of a passing fault of the service
     */
    static void check(String body, String code, String text, Set<Long> tooMuch, Set<Long> later) {
        JsonNode answer = read(body);
        JsonNode number = answer.path(code);
        if (!number.isIntegralNumber()) {
            throw ChatFailure.later("the service answered without " + code + ": " + shortened(body));
        }
        if (number.longValue() == 0) {
            return;
        }
        String reason = "%s %d: %s"
                .formatted(code, number.longValue(), shortened(answer.path(text).asText("")));
        if (tooMuch.contains(number.longValue())) {
            throw ChatFailure.tooMuch(reason, null);
        }
        throw later.contains(number.longValue()) ? ChatFailure.later(reason) : ChatFailure.refused(reason);
    }

    private static JsonNode read(String body) {
        try {
            JsonNode answer = JSON.readTree(body);
            return answer == null ? JSON.nullNode() : answer;
        } catch (JsonProcessingException notJson) {
            throw ChatFailure.later("the service did not answer in JSON: " + shortened(body));
        }
    }

    static String shortened(String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}
