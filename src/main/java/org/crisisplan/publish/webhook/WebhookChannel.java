package org.crisisplan.publish.webhook;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.crisisplan.publish.Answer;
import org.crisisplan.publish.Answer.Receipt;
import org.crisisplan.publish.ApprovedStatement;
import org.crisisplan.publish.Post;
import org.crisisplan.publish.PublicChannel;
import org.crisisplan.publish.remote.Graphemes;
import org.crisisplan.publish.remote.Json;
import org.crisisplan.publish.remote.NoReply;
import org.crisisplan.publish.remote.RemoteCall;
import org.crisisplan.publish.remote.Reply;
import org.crisisplan.publish.remote.SigningKey;

/** One address. A message keeps its id at each attempt, by which the receiver knows it again, as Standard Webhooks asks of it. */
class WebhookChannel implements PublicChannel {

    private static final String WHO = "The webhook";

    private final String name;
    private final URI address;
    private final SigningKey key;
    private final RemoteCall remote;
    private final Clock clock;

    WebhookChannel(String name, URI address, SigningKey key, RemoteCall remote, Clock clock) {
        this.name = name;
        this.address = address;
        this.key = key;
        this.remote = remote;
        this.clock = clock;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Duration recognisesFor() {
        return ChronoUnit.DECADES.getDuration();
    }

    @Override
    public Answer publish(Post post) {
        Optional<String> words = post.fitted(Integer.MAX_VALUE, Graphemes::count);
        if (words.isEmpty()) {
            return post.tooLong(Integer.MAX_VALUE);
        }
        String id = "msg_" + UUID.nameUUIDFromBytes(post.key().getBytes(StandardCharsets.UTF_8));
        String body = Json.of(event(post, id, words.get()));
        try {
            Reply reply = remote.ask(signed(id, body));
            return reply.isGood()
                    ? new Receipt(id, reply.json().path("url").asText(null), words.get())
                    : reply.notPublished(WHO);
        } catch (NoReply none) {
            return none.asAnswer(WHO);
        }
    }

    private HttpRequest.Builder signed(String id, String body) {
        // receivers hold it against their own clock
        long at = clock.instant().getEpochSecond();
        return HttpRequest.newBuilder(address)
                .header("Content-Type", "application/cloudevents+json; charset=utf-8")
                .header("webhook-id", id)
                .header("webhook-timestamp", String.valueOf(at))
                .header("webhook-signature", key.sign(id, at, body))
                .POST(BodyPublishers.ofString(body));
    }

    private static Map<String, ?> event(Post post, String id, String words) {
        ApprovedStatement statement = post.statement();
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("specversion", "1.0");
        event.put("id", id);
        event.put("source", "/crises/" + statement.crisis());
        event.put("type", "org.crisisplan.statement.published");
        event.put("subject", statement.kind().word());
        event.put("time", post.since().toString());
        event.put("datacontenttype", "application/json");
        event.put("data", data(post, words));
        return event;
    }

    private static Map<String, ?> data(Post post, String words) {
        ApprovedStatement statement = post.statement();
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("crisis", statement.crisis());
        data.put("statement", statement.id());
        data.put("kind", statement.kind().word());
        data.put("level", statement.level());
        data.put("words", words);
        data.put("texts", texts(post));
        data.put("page", post.page() == null ? null : post.page().toString());
        data.put(
                "inReplyTo",
                post.conversation() == null ? null : post.conversation().latest());
        return data;
    }

    private static List<Map<String, String>> texts(Post post) {
        return post.language().codes().stream()
                .map(code -> Map.of("language", code, "title", post.title(code), "text", post.text(code)))
                .toList();
    }
}
