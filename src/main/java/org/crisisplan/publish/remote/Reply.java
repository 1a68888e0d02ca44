package org.crisisplan.publish.remote;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.crisisplan.publish.Answer;
import org.crisisplan.publish.Answer.GiveUp;
import org.crisisplan.publish.Answer.InDoubt;
import org.crisisplan.publish.Answer.TryAgain;
import org.jspecify.annotations.Nullable;

/**
 * What a service answered.
 *
 * @param body its beginning, which is all that is read
 * @param at when, by our clock
 */
public record Reply(int status, HttpHeaders headers, String body, Instant at) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
    private static final int LONGEST_QUOTE = 300;

    public boolean isGood() {
        return status >= 200 && status < 300;
    }

    /** The body as JSON; nothing in it if it is none. */
    public JsonNode json() {
        try {
            JsonNode read = JSON.readTree(body);
            return read == null ? JSON.missingNode() : read;
        } catch (JsonProcessingException broken) {
            return JSON.missingNode();
        }
    }

    /**
     * What a status means that is not a good one. A server that failed may have published before it did; one that refuses has not.
     *
     * @param who the service, as a person calls it
     */
    public Answer notPublished(String who) {
        String reason = "%s answers %d%s".formatted(who, status, quoted());
        return switch (status) {
            case 401, 403 ->
                new GiveUp(reason
                        + ". It does not accept our name or secret; an operator must look. 渠道不接受我们的账号或密钥，请运维人员检查。");
            case 408, 425 -> new TryAgain(reason + " 渠道暂不可用。", null);
            case 429, 503 ->
                new TryAgain(reason + " 渠道要求稍后再试。", pause().map(at::plus).orElse(null));
            default ->
                status >= 500
                        ? new InDoubt(reason + ", after it was sent the post. 帖子已发出，渠道出错。")
                        : new GiveUp(reason + ". 渠道拒绝该帖子。");
        };
    }

    private String quoted() {
        String line = body.replaceAll("\\s+", " ").strip();
        if (line.isEmpty()) {
            return "";
        }
        return ": " + (line.length() <= LONGEST_QUOTE ? line : line.substring(0, LONGEST_QUOTE) + "…");
    }

    /** How long it wants to be left alone, however it says so: services differ. */
    private Optional<Duration> pause() {
        return headers.firstValue("Retry-After")
                .map(this::seconds)
                .or(() -> headers.firstValue("X-RateLimit-Reset").map(this::moment))
                .or(() -> headers.firstValue("RateLimit-Reset").map(this::moment))
                .filter(pause -> !pause.isNegative())
                .map(pause -> pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause);
    }

    private @Nullable Duration seconds(String header) {
        String said = header.strip();
        if (said.matches("\\d{1,9}")) {
            return Duration.ofSeconds(Long.parseLong(said));
        }
        try {
            return Duration.between(
                    at,
                    ZonedDateTime.parse(said, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant());
        } catch (DateTimeException neither) {
            return null;
        }
    }

    /** A moment, as ISO 8601 or in seconds since 1970. */
    private @Nullable Duration moment(String header) {
        String said = header.strip();
        try {
            return Duration.between(
                    at, said.matches("\\d{1,12}") ? Instant.ofEpochSecond(Long.parseLong(said)) : Instant.parse(said));
        } catch (DateTimeException neither) {
            return null;
        }
    }
}
