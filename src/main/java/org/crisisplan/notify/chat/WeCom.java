package org.crisisplan.notify.chat;

import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** WeCom 企业微信, by a group's robot. Its plain text knows one piece of markup, the mention in angle brackets. */
@Component
class WeCom implements ChatService {

    /** A text may have 2048 bytes. */
    private static final int LONGEST = 2048;

    /** 45009: too many calls; 45033: too many at a time. */
    private static final Set<Long> TOO_MUCH = Set.of(45009L, 45033L);

    private static final Set<Long> LATER = Set.of(-1L);

    @Override
    public String name() {
        return "wecom";
    }

    @Override
    public Post post(URI address, @Nullable String secret, ChatMessage message, Instant now) {
        String text = message.inLines().replace("<@", "< @");
        return new Post(address, Map.of("msgtype", "text", "text", Map.of("content", Cut.bytes(text, LONGEST))));
    }

    @Override
    public void understand(String body) {
        ChatAnswer.check(body, "errcode", "errmsg", TOO_MUCH, LATER);
    }
}
