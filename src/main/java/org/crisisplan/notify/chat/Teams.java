package org.crisisplan.notify.chat;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Microsoft Teams, by the webhook of a workflow ("When a Teams webhook request is received") that posts the card it gets. The text
 * stands in rich text blocks, which know no markup.
 */
@Component
class Teams implements ChatService {

    /** A card may have 28 KB. */
    private static final int LONGEST = 16_000;

    @Override
    public String name() {
        return "teams";
    }

    @Override
    public Post post(URI address, @Nullable String secret, ChatMessage message, Instant now) {
        List<Map<String, Object>> blocks = new ArrayList<>();
        if (message.items().size() > 1) {
            blocks.add(text(message.title(), true));
        }
        int left = LONGEST;
        for (ChatMessage.Item item : message.items()) {
            blocks.add(text(item.heading(), true));
            String words = Cut.bytes(item.text().strip(), Math.max(0, left));
            left -= Cut.bytesOf(item.heading()) + Cut.bytesOf(words);
            words.lines().filter(line -> !line.isBlank()).forEach(line -> blocks.add(text(line, false)));
            if (item.link() != null) {
                blocks.add(Map.of(
                        "type",
                        "ActionSet",
                        "actions",
                        List.of(Map.of("type", "Action.OpenUrl", "title", message.open(), "url", item.link()))));
            }
        }
        return new Post(
                address,
                Map.of(
                        "type",
                        "message",
                        "attachments",
                        List.of(Map.of(
                                "contentType",
                                "application/vnd.microsoft.card.adaptive",
                                "content",
                                Map.of(
                                        "$schema",
                                        "http://adaptivecards.io/schemas/adaptive-card.json",
                                        "type",
                                        "AdaptiveCard",
                                        "version",
                                        "1.4",
                                        "fallbackText",
                                        message.title(),
                                        "body",
                                        blocks)))));
    }

    private static Map<String, Object> text(String line, boolean heading) {
        return Map.of(
                "type",
                "RichTextBlock",
                "inlines",
                List.of(Map.of("type", "TextRun", "text", line, "weight", heading ? "Bolder" : "Default")));
    }

    /** The workflow answers 202 before it has posted anything. The connectors of old speak of Teams' refusal under status 200. */
    @Override
    public void understand(String body) {
        if (body.contains("delivery failed with error")) {
            String reason = ChatAnswer.shortened(body);
            throw body.contains("HTTP error 429") ? ChatFailure.tooMuch(reason, null) : ChatFailure.refused(reason);
        }
    }
}
