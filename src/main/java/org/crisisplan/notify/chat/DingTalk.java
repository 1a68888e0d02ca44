package org.crisisplan.notify.chat;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** DingTalk 钉钉, by a custom robot of a group, signed if the robot wants it. Its plain text knows no markup. */
@Component
class DingTalk implements ChatService {

    private static final int LONGEST = 18_000;
    /** 130101: more than twenty in a minute; 90030: over another limit. */
    private static final Set<Long> TOO_MUCH = Set.of(130101L, 660026L, 90018L, 90030L);

    /** The system is busy. */
    private static final Set<Long> LATER = Set.of(-1L);

    @Override
    public String name() {
        return "dingtalk";
    }

    @Override
    public Post post(URI address, @Nullable String secret, ChatMessage message, Instant now) {
        return new Post(
                secret == null ? address : signed(address, secret, now.toEpochMilli()),
                Map.of(
                        "msgtype",
                        "text",
                        "text",
                        Map.of("content", Cut.bytes(message.inLines(), LONGEST)),
                        "at",
                        Map.of("atMobiles", List.of(), "isAtAll", false)));
    }

    private static URI signed(URI address, String secret, long timestamp) {
        String sign = HmacSha256.base64(secret, timestamp + "\n" + secret);
        return URI.create("%s%stimestamp=%d&sign=%s"
                .formatted(
                        address,
                        address.getRawQuery() == null ? "?" : "&",
                        timestamp,
                        URLEncoder.encode(sign, StandardCharsets.UTF_8)));
    }

    @Override
    public void understand(String body) {
        ChatAnswer.check(body, "errcode", "errmsg", TOO_MUCH, LATER);
    }
}
