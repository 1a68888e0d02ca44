package org.crisisplan.publish.wechat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.crisisplan.publish.Answer;
import org.crisisplan.publish.Answer.GiveUp;
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

/** One account. What WeChat refuses it says by a number in the body, with status 200. */
class WeChatChannel implements PublicChannel {

    private static final String WHO = "WeChat";
    private static final int MOST = 600;

    /** Busy, asked too often in a minute, or by too short a pause for the same message. */
    private static final Set<Integer> LATER = Set.of(-1, 45009, 45011, 45066);

    /** The same message was taken before: the answer says which it is. */
    private static final int KNOWN = 45065;

    private final String name;
    private final URI server;
    private final String appId;
    private final String appSecret;
    private final RemoteCall remote;

    WeChatChannel(String name, URI server, String appId, String appSecret, RemoteCall remote) {
        this.name = name;
        this.server = server;
        this.appId = appId;
        this.appSecret = appSecret;
        this.remote = remote;
    }

    @Override
    public String name() {
        return name;
    }

    /** Its documentation names no time; nothing of ours is tried for longer than a day. */
    @Override
    public Duration recognisesFor() {
        return Duration.ofDays(1);
    }

    @Override
    public Answer publish(Post post) {
        Optional<String> words = post.fitted(MOST, Graphemes::count);
        if (words.isEmpty()) {
            return post.tooLong(MOST);
        }
        String token;
        try {
            Reply login = remote.ask(request(
                    "/cgi-bin/stable_token",
                    Map.of("grant_type", "client_credential", "appid", appId, "secret", appSecret)));
            token = login.json().path("access_token").asText("");
            if (token.isEmpty()) {
                return notSent(login);
            }
        } catch (NoReply none) {
            return none.notSent(WHO);
        }
        String id = "cp" + UUID.nameUUIDFromBytes(post.key().getBytes(StandardCharsets.UTF_8));
        try {
            Reply sent = remote.ask(request(
                    "/cgi-bin/message/mass/sendall?access_token=" + URLEncoder.encode(token, StandardCharsets.UTF_8),
                    Map.of(
                            "filter",
                            Map.of("is_to_all", true),
                            "msgtype",
                            "text",
                            "text",
                            Map.of("content", words.get()),
                            "clientmsgid",
                            id)));
            return understood(sent, words.get());
        } catch (NoReply none) {
            return none.asAnswer(WHO);
        }
    }

    private HttpRequest.Builder request(String path, Map<String, ?> body) {
        return HttpRequest.newBuilder(server.resolve(path))
                .header("Content-Type", "application/json; charset=utf-8")
                .POST(BodyPublishers.ofString(Json.of(body)));
    }

    /** Who asks for a token publishes nothing, however that ends. */
    private static Answer notSent(Reply login) {
        int code = login.json().path("errcode").asInt(0);
        if (login.isGood() && code != 0) {
            return LATER.contains(code) ? new TryAgain(reason(login.json()), null) : refused(login.json());
        }
        Answer answer = login.notPublished(WHO);
        return answer instanceof InDoubt failed ? new TryAgain(failed.reason(), null) : answer;
    }

    private static Answer understood(Reply reply, String words) {
        JsonNode answer = reply.json();
        if (!reply.isGood() || !answer.has("errcode")) {
            return reply.isGood()
                    ? new InDoubt(WHO + " gives no answer that says what became of it. 微信未说明结果。")
                    : reply.notPublished(WHO);
        }
        int code = answer.path("errcode").asInt();
        if (code == 0 || code == KNOWN) {
            String id = answer.path("msg_id").asText("");
            return id.isEmpty()
                    ? new InDoubt(WHO + " says that all is well, but not which message it is. 微信称已接受，但未说明消息。")
                    : new Receipt(id, null, words);
        }
        return LATER.contains(code) ? new TryAgain(reason(answer) + " 微信要求稍后再试。", null) : refused(answer);
    }

    private static GiveUp refused(JsonNode answer) {
        return new GiveUp(reason(answer) + " 微信拒绝该消息。");
    }

    private static String reason(JsonNode answer) {
        return "%s answers %d: %s"
                .formatted(
                        WHO,
                        answer.path("errcode").asInt(),
                        answer.path("errmsg").asText(""));
    }
}
