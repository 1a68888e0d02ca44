package org.crisisplan.notify.chat;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Feishu 飞书 and Lark, by a custom bot of a group, signed if the bot wants it. The message is a post whose parts are text and links:
 * text there is shown as it is, so that nobody can be mentioned by a title.
 */
@Component
class Feishu implements ChatService {

    /** A request may have 20 KB. */
    private static final int LONGEST = 12_000;

    /** 9499 and 11232: too many. */
    private static final Set<Long> TOO_MUCH = Set.of(9499L, 11232L, 11247L);

    private static final Set<Long> LATER = Set.of(10002L, 11253L);

    @Override
    public String name() {
        return "feishu";
    }

    @Override
    public Post post(URI address, @Nullable String secret, ChatMessage message, Instant now) {
        List<List<Map<String, String>>> lines = new ArrayList<>();
        int left = LONGEST;
        for (ChatMessage.Item item : message.items()) {
            if (message.items().size() > 1) {
                lines.add(List.of(text(item.heading())));
            }
            String words = Cut.bytes(item.text().strip(), Math.max(0, left));
            left -= Cut.bytesOf(item.heading()) + Cut.bytesOf(words);
            words.lines().filter(line -> !line.isBlank()).forEach(line -> lines.add(List.of(text(line))));
            if (item.link() != null) {
                lines.add(List.of(Map.of("tag", "a", "text", message.open(), "href", item.link())));
            }
        }
        Map<String, Object> body = new HashMap<>();
        if (secret != null) {
            String timestamp = String.valueOf(now.getEpochSecond());
            body.put("timestamp", timestamp);
            // what is signed is empty; the key is what other services sign
            body.put("sign", HmacSha256.base64(timestamp + "\n" + secret, ""));
        }
        body.put("msg_type", "post");
        body.put("content", Map.of("post", Map.of("zh_cn", Map.of("title", message.title(), "content", lines))));
        return new Post(address, body);
    }

    private static Map<String, String> text(String line) {
        return Map.of("tag", "text", "text", line);
    }

    @Override
    public void understand(String body) {
        if (body.contains("\"StatusCode\"") && !body.contains("\"code\"")) {
            // bots made long ago
            ChatAnswer.check(body, "StatusCode", "StatusMessage", TOO_MUCH, LATER);
        } else {
            ChatAnswer.check(body, "code", "msg", TOO_MUCH, LATER);
        }
    }
}
