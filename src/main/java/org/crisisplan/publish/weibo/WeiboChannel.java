package org.crisisplan.publish.weibo;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.crisisplan.publish.Answer;
import org.crisisplan.publish.Answer.GiveUp;
import org.crisisplan.publish.Answer.InDoubt;
import org.crisisplan.publish.Answer.Receipt;
import org.crisisplan.publish.Answer.TryAgain;
import org.crisisplan.publish.Post;
import org.crisisplan.publish.PublicChannel;
import org.crisisplan.publish.remote.NoReply;
import org.crisisplan.publish.remote.RemoteCall;
import org.crisisplan.publish.remote.Reply;

/** One account. What Weibo refuses it says by a number in the body, whatever the status. */
class WeiboChannel implements PublicChannel {

    private static final String WHO = "Weibo";
    /** Chinese characters; two of any others count as one. */
    private static final int MOST = 140;

    private static final Pattern TOPIC = Pattern.compile("#[^#]+#");

    /** Out of service, too busy, or too many requests of the address, the user or the app. */
    private static final Set<Integer> LATER = Set.of(10002, 10009, 10022, 10023, 10024, 20016);

    /** It failed while it worked on the post, or has the same words already. */
    private static final Set<Integer> UNCLEAR = Set.of(10001, 10003, 10010, 10011, 20017, 20019);

    private final String name;
    private final URI share;
    private final String address;
    private final String token;
    private final RemoteCall remote;

    WeiboChannel(String name, URI server, String address, String token, RemoteCall remote) {
        this.name = name;
        this.share = server.resolve("/2/statuses/share.json");
        this.address = address;
        this.token = token;
        this.remote = remote;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Answer publish(Post post) {
        if (post.page() == null) {
            return new GiveUp(
                    "Weibo takes only posts with an address of ours, and crisis-plan.publish.page is not set. 微博只接受含本站地址的帖子，而状态页地址未设置。");
        }
        Optional<String> words = post.fitted(MOST, WeiboChannel::length);
        if (words.isEmpty()) {
            return post.tooLong(MOST);
        }
        if (TOPIC.matcher(words.get()).find()) {
            return new GiveUp("Weibo takes no posts with #topics# by this way. 微博不接受含“#话题#”的帖子。");
        }
        try {
            return understood(remote.ask(request(words.get())), words.get());
        } catch (NoReply none) {
            return none.asAnswer(WHO);
        }
    }

    static int length(String text) {
        int halves = text.codePoints().map(letter -> letter < 0x80 ? 1 : 2).sum();
        return (halves + 1) / 2;
    }

    private HttpRequest.Builder request(String words) {
        return HttpRequest.newBuilder(share)
                .header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
                .POST(BodyPublishers.ofString(
                        "access_token=" + encoded(token) + "&status=" + encoded(words) + "&rip=" + encoded(address)));
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private static Answer understood(Reply reply, String words) {
        JsonNode answer = reply.json();
        int code = answer.path("error_code").asInt(0);
        if (code != 0) {
            String reason = "%s answers %d: %s"
                    .formatted(WHO, code, answer.path("error").asText(""));
            if (LATER.contains(code)) {
                return new TryAgain(reason + " 微博要求稍后再试。", null);
            }
            return UNCLEAR.contains(code)
                    ? new InDoubt(reason + ". Look whether the post is there. 请查看帖子是否已发布。")
                    : new GiveUp(reason + " 微博拒绝该帖子。");
        }
        if (!reply.isGood()) {
            return reply.notPublished(WHO);
        }
        String id = answer.path("idstr").asText("");
        return id.isEmpty()
                ? new InDoubt(WHO + " says that all is well, but not which post it is. 渠道称已接受，但未说明帖子。")
                : new Receipt(id, "https://m.weibo.cn/status/" + id, words);
    }
}
