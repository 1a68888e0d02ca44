package org.crisisplan.publish.bluesky;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.crisisplan.publish.Answer;
import org.crisisplan.publish.Answer.InDoubt;
import org.crisisplan.publish.Answer.Receipt;
import org.crisisplan.publish.Answer.TryAgain;
import org.crisisplan.publish.Post;
import org.crisisplan.publish.PublicChannel;
import org.crisisplan.publish.remote.Graphemes;
import org.crisisplan.publish.remote.Json;
import org.crisisplan.publish.remote.NoReply;
import org.crisisplan.publish.remote.RemoteCall;
import org.crisisplan.publish.remote.Reply;
import org.jspecify.annotations.Nullable;

/** One account. The posts of a crisis are one thread: each answers the one before. */
class BlueskyChannel implements PublicChannel {

    private static final String WHO = "Bluesky";
    private static final String POSTS = "app.bsky.feed.post";
    private static final int MOST = 300;
    private static final int MOST_BYTES = 3000;
    private static final int BAD_REQUEST = 400;

    private final String name;
    private final URI server;
    private final String handle;
    private final String password;
    private final RemoteCall remote;

    BlueskyChannel(String name, URI server, String handle, String password, RemoteCall remote) {
        this.name = name;
        this.server = server;
        this.handle = handle;
        this.password = password;
        this.remote = remote;
    }

    @Override
    public String name() {
        return name;
    }

    /** A record is found by its key for as long as it stands. */
    @Override
    public Duration recognisesFor() {
        return ChronoUnit.DECADES.getDuration();
    }

    /** Who we are there, for a few minutes. */
    private record Session(String did, String token) {}

    @Override
    public Answer publish(Post post) {
        Optional<String> words = post.fitted(MOST, BlueskyChannel::length);
        if (words.isEmpty()) {
            return post.tooLong(MOST);
        }
        Session session;
        String key = RecordKey.of(post.since(), post.key());
        try {
            Reply login =
                    call("com.atproto.server.createSession", null, Map.of("identifier", handle, "password", password));
            if (!login.isGood()) {
                return certain(login.notPublished(WHO));
            }
            session = new Session(
                    login.json().path("did").asText(""),
                    login.json().path("accessJwt").asText(""));
            if (post.attempt() > 1) {
                Reply there = look(session, key);
                if (there.isGood()) {
                    return receipt(there.json(), words.get(), session, key);
                }
                if (there.status() != BAD_REQUEST && there.status() != 404) {
                    return certain(there.notPublished(WHO));
                }
            }
        } catch (NoReply none) {
            return none.notSent(WHO);
        }
        try {
            Reply made =
                    call("com.atproto.repo.createRecord", session.token(), record(post, words.get(), session, key));
            return made.isGood() ? receipt(made.json(), words.get(), session, key) : made.notPublished(WHO);
        } catch (NoReply none) {
            return none.asAnswer(WHO);
        }
    }

    /** Who logs in or looks publishes nothing, however that ends. */
    private static Answer certain(Answer answer) {
        return answer instanceof InDoubt failed ? new TryAgain(failed.reason(), null) : answer;
    }

    /** It counts characters and, apart from them, bytes; what has too many bytes is too long. */
    static int length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES ? Integer.MAX_VALUE : Graphemes.count(text);
    }

    private Reply call(String method, @Nullable String token, Map<String, ?> body) throws NoReply {
        var request = HttpRequest.newBuilder(server.resolve("/xrpc/" + method))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(Json.of(body)));
        return remote.ask(token == null ? request : request.header("Authorization", "Bearer " + token));
    }

    private Reply look(Session session, String key) throws NoReply {
        return remote.ask(HttpRequest.newBuilder(
                        server.resolve("/xrpc/com.atproto.repo.getRecord?repo=%s&collection=%s&rkey=%s"
                                .formatted(URLEncoder.encode(session.did(), StandardCharsets.UTF_8), POSTS, key)))
                .header("Authorization", "Bearer " + session.token())
                .header("Accept", "application/json"));
    }

    private static Map<String, ?> record(Post post, String words, Session session, String key) {
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("$type", POSTS);
        record.put("text", words);
        record.put("createdAt", post.since().truncatedTo(ChronoUnit.MILLIS).toString());
        record.put("langs", post.language().codes());
        if (post.page() != null && words.endsWith(post.page().toString())) {
            record.put("facets", List.of(link(words, post.page().toString())));
        }
        if (post.conversation() != null) {
            record.put(
                    "reply",
                    Map.of(
                            "root", reference(post.conversation().first()),
                            "parent", reference(post.conversation().latest())));
        }
        return Map.of("repo", session.did(), "collection", POSTS, "rkey", key, "record", record);
    }

    /** Without it the address is text that nobody can follow; places are counted in bytes. */
    private static Map<String, ?> link(String words, String address) {
        int end = words.getBytes(StandardCharsets.UTF_8).length;
        return Map.of(
                "index",
                Map.of("byteStart", end - address.getBytes(StandardCharsets.UTF_8).length, "byteEnd", end),
                "features",
                List.of(Map.of("$type", "app.bsky.richtext.facet#link", "uri", address)));
    }

    private static Map<String, ?> reference(String id) {
        String[] parts = id.split(" ", 2);
        return Map.of("uri", parts[0], "cid", parts.length > 1 ? parts[1] : "");
    }

    private static Answer receipt(JsonNode made, String words, Session session, String key) {
        String uri = made.path("uri").asText("");
        String cid = made.path("cid").asText("");
        return uri.isEmpty() || cid.isEmpty()
                ? new InDoubt(WHO + " says that all is well, but not which post it is. 渠道称已接受，但未说明帖子。")
                : new Receipt(
                        uri + " " + cid, "https://bsky.app/profile/%s/post/%s".formatted(session.did(), key), words);
    }
}
