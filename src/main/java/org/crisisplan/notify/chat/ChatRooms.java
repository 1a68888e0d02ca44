package org.crisisplan.notify.chat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.crisisplan.notify.chat.ChatSettings.Room;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The configured rooms, and the way into them. Only addresses of the settings are ever asked, and no answer leads anywhere else.
 */
@Component
public class ChatRooms {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_READ = 8 * 1024;
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
    private static final int TOO_MANY_REQUESTS = 429;
    private static final List<Integer> LATER = List.of(408, 425);

    private final ChatSettings settings;
    private final Map<String, ChatService> services;
    private final Map<String, Place> rooms = new TreeMap<>();
    private final Clock clock;
    private final HttpClient client;

    ChatRooms(ChatSettings settings, List<ChatService> services, Clock clock) {
        this.settings = settings;
        this.services = services.stream().collect(Collectors.toMap(ChatService::name, Function.identity()));
        this.clock = clock;
        settings.rooms().forEach(this::add);
        this.client = HttpClient.newBuilder()
                .connectTimeout(settings.answerWithin())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /** A room and the service it is in. */
    private record Place(Room room, ChatService service) {}

    private void add(String name, Room room) {
        String setting = "crisis-plan.notify.chat.rooms." + name;
        ChatService service = room.service() == null ? null : services.get(room.service());
        if (service == null) {
            throw new IllegalArgumentException("%s.service is one of %s, not '%s'"
                    .formatted(
                            setting,
                            String.join(
                                    ", ", services.keySet().stream().sorted().toList()),
                            room.service()));
        }
        if (room.url() == null || room.url().getHost() == null || !isConfidential(room.url())) {
            throw new IllegalArgumentException(setting
                    + ".url must be the https address of the room's webhook; whoever reads it can speak in the room");
        }
        if (rooms.put(plain(name), new Place(room, service)) != null) {
            throw new IllegalArgumentException(setting + " is there twice, written differently");
        }
    }

    private static boolean isConfidential(URI url) {
        try {
            return "https".equals(url.getScheme())
                    || "http".equals(url.getScheme())
                            && url.getHost().matches("localhost|[0-9.]+|\\[.*]")
                            && InetAddress.getByName(url.getHost()).isLoopbackAddress();
        } catch (UnknownHostException nowhere) {
            return false;
        }
    }

    /** Names in environment variables have neither capitals nor signs. */
    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }

    public boolean isAny() {
        return !rooms.isEmpty();
    }

    /** @return what the room is called here, however the table writes it */
    public Optional<String> named(String name) {
        return Optional.of(plain(name)).filter(rooms::containsKey);
    }

    public int messagesPerMinute() {
        return settings.messagesPerMinute();
    }

    public Duration answerWithin() {
        return settings.answerWithin();
    }

    /** @throws ChatFailure when the service did not take it */
    public void send(String name, ChatMessage message) {
        Place place = rooms.get(plain(name));
        if (place == null) {
            throw ChatFailure.refused("there is no room '" + name + "' in the settings any more");
        }
        Answer answer = ask(
                place.service().post(place.room().url(), place.room().secret(), message, clock.instant()),
                place.room().url());
        int status = answer.status();
        if (status >= 200 && status < 300) {
            place.service().understand(answer.body());
            return;
        }
        String reason = "status %d: %s".formatted(status, ChatAnswer.shortened(answer.body()));
        if (status == TOO_MANY_REQUESTS || status == 503) {
            throw ChatFailure.tooMuch(reason, pause(answer, clock.instant()));
        }
        throw status >= 500 || LATER.contains(status) ? ChatFailure.later(reason) : ChatFailure.refused(reason);
    }

    /** @param retryAfter as the header says it; empty if there is none */
    private record Answer(int status, String body, String retryAfter) {}

    /** Keeps the beginning of an answer and lets the rest go by. */
    private static final class Beginning implements Consumer<Optional<byte[]>> {

        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

        @Override
        public synchronized void accept(Optional<byte[]> part) {
            part.ifPresent(bytes -> kept.write(bytes, 0, Math.min(bytes.length, MOST_READ - kept.size())));
        }

        synchronized String text() {
            return kept.toString(StandardCharsets.UTF_8);
        }
    }

    private Answer ask(ChatService.Post post, URI url) {
        HttpRequest request = HttpRequest.newBuilder(post.address())
                .timeout(settings.answerWithin())
                .header("Content-Type", "application/json; charset=utf-8")
                .header("User-Agent", "crisis-plan")
                .POST(BodyPublishers.ofString(json(post.body())))
                .build();
        Beginning body = new Beginning();
        CompletableFuture<HttpResponse<Void>> answer =
                client.sendAsync(request, BodyHandlers.ofByteArrayConsumer(body));
        try {
            // the request's own limit ends with the headers
            HttpResponse<Void> arrived = answer.get(settings.answerWithin().toMillis(), TimeUnit.MILLISECONDS);
            return new Answer(
                    arrived.statusCode(),
                    body.text(),
                    arrived.headers().firstValue("Retry-After").orElse(""));
        } catch (TimeoutException slow) {
            answer.cancel(true);
            throw tooSlow();
        } catch (ExecutionException failed) {
            Throwable fault = failed.getCause() == null ? failed : failed.getCause();
            throw fault instanceof HttpTimeoutException ? tooSlow() : unreachable(fault, url);
        } catch (InterruptedException stopping) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw ChatFailure.later("the application is stopping");
        }
    }

    private ChatFailure tooSlow() {
        return ChatFailure.later("the service took longer than %d ms"
                .formatted(settings.answerWithin().toMillis()));
    }

    private static ChatFailure unreachable(Throwable fault, URI url) {
        String words = fault.getClass().getSimpleName()
                + (fault.getMessage() == null ? "" : ": " + fault.getMessage().replace(url.toString(), "…"));
        return ChatFailure.later("the service could not be asked: " + ChatAnswer.shortened(words));
    }

    private static @Nullable Duration pause(Answer answer, Instant now) {
        String after = answer.retryAfter().strip();
        if (after.isEmpty()) {
            return null;
        }
        Duration pause = after.matches("\\d{1,9}") ? Duration.ofSeconds(Long.parseLong(after)) : until(after, now);
        return pause == null || pause.compareTo(LONGEST_PAUSE) <= 0 ? pause : LONGEST_PAUSE;
    }

    private static @Nullable Duration until(String date, Instant now) {
        try {
            return Duration.between(
                    now,
                    ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant());
        } catch (DateTimeException notADate) {
            return null;
        }
    }

    private static String json(Map<String, Object> body) {
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("Texts and lists can be written as JSON", impossible);
        }
    }
}
