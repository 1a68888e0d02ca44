package org.crisisplan.publish.mastodon;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.crisisplan.publish.Answer;
import org.crisisplan.publish.Answer.InDoubt;
import org.crisisplan.publish.Answer.Receipt;
import org.crisisplan.publish.Post;
import org.crisisplan.publish.PublicChannel;
import org.crisisplan.publish.remote.Graphemes;
import org.crisisplan.publish.remote.Json;
import org.crisisplan.publish.remote.NoReply;
import org.crisisplan.publish.remote.RemoteCall;
import org.crisisplan.publish.remote.Reply;

/** One account. The posts of a crisis are one thread: each answers the one before. */
class MastodonChannel implements PublicChannel {

    private static final String WHO = "Mastodon";
    /** Of a server that is set up as it comes; others allow more, which the plan's table does not need to know. */
    private static final int MOST = 500;

    /** Any address counts as so many characters. */
    private static final String ADDRESS = "x".repeat(23);

    private static final Pattern ADDRESSES = Pattern.compile("https?://\\S+");
    private static final int NOT_FOUND = 404;

    private final String name;
    private final URI statuses;
    private final String token;
    private final RemoteCall remote;

    MastodonChannel(String name, URI server, String token, RemoteCall remote) {
        this.name = name;
        this.statuses = server.resolve("/api/v1/statuses");
        this.token = token;
        this.remote = remote;
    }

    @Override
    public String name() {
        return name;
    }

    /** Keys are kept for an hour. */
    @Override
    public Duration recognisesFor() {
        return Duration.ofMinutes(55);
    }

    @Override
    public Answer publish(Post post) {
        Optional<String> words = post.fitted(MOST, MastodonChannel::length);
        if (words.isEmpty()) {
            return post.tooLong(MOST);
        }
        try {
            String before =
                    post.conversation() == null ? "" : post.conversation().latest();
            Reply reply = say(post, words.get(), before);
            if (reply.status() == NOT_FOUND && !before.isEmpty()) {
                // somebody deleted the post that this one answers; the thread begins anew
                reply = say(post, words.get(), "");
            }
            return reply.isGood() ? receipt(reply.json(), words.get()) : reply.notPublished(WHO);
        } catch (NoReply none) {
            return none.asAnswer(WHO);
        }
    }

    static int length(String text) {
        return Graphemes.count(ADDRESSES.matcher(text).replaceAll(ADDRESS));
    }

    private Reply say(Post post, String words, String inReplyTo) throws NoReply {
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("status", words);
        status.put("visibility", "public");
        if (post.language().codes().size() == 1) {
            status.put("language", post.language().codes().get(0));
        }
        if (!inReplyTo.isEmpty()) {
            status.put("in_reply_to_id", inReplyTo);
        }
        return remote.ask(HttpRequest.newBuilder(statuses)
                .header("Authorization", "Bearer " + token)
                .header("Idempotency-Key", post.key())
                .header("Content-Type", "application/json; charset=utf-8")
                .POST(BodyPublishers.ofString(Json.of(status))));
    }

    private static Answer receipt(JsonNode status, String words) {
        String id = status.path("id").asText("");
        return id.isEmpty()
                ? new InDoubt(WHO + " says that all is well, but not which post it is. 渠道称已接受，但未说明帖子。")
                : new Receipt(id, status.path("url").asText(null), words);
    }
}
