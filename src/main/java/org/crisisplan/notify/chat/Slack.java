package org.crisisplan.notify.chat;

import java.net.URI;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Slack, by an incoming webhook. The text is sent without its markup language; the three signs that stand for mentions and links
 * all the same are escaped, as Slack asks for.
 */
@Component
class Slack implements ChatService {

    private static final int LONGEST = 30_000;

    @Override
    public String name() {
        return "slack";
    }

    @Override
    public Post post(URI address, @Nullable String secret, ChatMessage message, Instant now) {
        return new Post(address, Map.of("text", escaped(Cut.characters(message.inLines(), LONGEST)), "mrkdwn", false));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** Slack says {@code ok} under status 200, and everything else by the status. */
    @Override
    public void understand(String body) {
        if (!body.strip().equals("ok")) {
            throw ChatFailure.later("Slack answered: " + ChatAnswer.shortened(body));
        }
    }
}
