package org.crisisplan.notify.chat;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each chat service gets over HTTP, as its documentation asks for it, and what its answers mean. */
class ChatServicesTest {

    @RegisterExtension
    static final WireMockExtension web =
            WireMockExtension.newInstance().options(options().dynamicPort()).build();

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-26T08:00:00Z"), ZoneOffset.UTC);
    private static final String SECRET = "SEC0123456789";

    private static final ChatMessage MESSAGE = new ChatMessage(
            "[CR-2026-0007] New task: Isolate <b> & *shout*",
            "Open it",
            List.of(new ChatMessage.Item(
                    "[CR-2026-0007] New task: Isolate <b> & *shout*",
                    "Level: 1\nUntil: 10:00",
                    "https://plan.example.org/tasks/7")));

    @Test
    void slackGetsTextWithoutMarkup() {
        answers(ok("ok"));
        send("slack", "/services/T0/B0/xyz", null, MESSAGE);

        web.verify(postRequestedFor(urlPathEqualTo("/services/T0/B0/xyz"))
                .withHeader("Content-Type", containing("application/json"))
                .withRequestBody(equalToJson("""
                        {"mrkdwn": false, "text": "[CR-2026-0007] New task: Isolate &lt;b&gt; &amp; *shout*\\nhttps://plan.example.org/tasks/7\\nLevel: 1\\nUntil: 10:00"}""")));
    }

    @Test
    void teamsGetsAnAdaptiveCard() {
        answers(aResponse().withStatus(202));
        send("teams", "/workflows/1/triggers/manual/paths/invoke", null, MESSAGE);

        web.verify(postRequestedFor(urlPathEqualTo("/workflows/1/triggers/manual/paths/invoke"))
                .withRequestBody(equalToJson("""
                        {"type": "message", "attachments": [{"contentType": "application/vnd.microsoft.card.adaptive", "content": {
                          "$schema": "http://adaptivecards.io/schemas/adaptive-card.json", "type": "AdaptiveCard", "version": "1.4",
                          "fallbackText": "[CR-2026-0007] New task: Isolate <b> & *shout*",
                          "body": [
                            {"type": "RichTextBlock", "inlines": [
                              {"type": "TextRun", "weight": "Bolder", "text": "[CR-2026-0007] New task: Isolate <b> & *shout*"}]},
                            {"type": "RichTextBlock", "inlines": [{"type": "TextRun", "weight": "Default", "text": "Level: 1"}]},
                            {"type": "RichTextBlock", "inlines": [{"type": "TextRun", "weight": "Default", "text": "Until: 10:00"}]},
                            {"type": "ActionSet", "actions": [
                              {"type": "Action.OpenUrl", "title": "Open it", "url": "https://plan.example.org/tasks/7"}]}]}}]}""")));
    }

    @Test
    void dingTalkGetsASignedText() {
        answers(ok("{\"errcode\":0,\"errmsg\":\"ok\"}"));
        send("dingtalk", "/robot/send?access_token=abc", SECRET, MESSAGE);

        // made with another HMAC than ours: base64(hmac-sha256(secret, timestamp + "\n" + secret))
        web.verify(postRequestedFor(urlPathEqualTo("/robot/send"))
                .withQueryParam("access_token", equalTo("abc"))
                .withQueryParam("timestamp", equalTo("1795680000000"))
                .withQueryParam("sign", equalTo("6UOHAHSNXyRkJw0WgWaDSvDyNXyp/4UlH9Guc5aPk8U="))
                .withRequestBody(equalToJson("""
                        {"msgtype": "text", "at": {"atMobiles": [], "isAtAll": false},
                         "text": {"content": "[CR-2026-0007] New task: Isolate <b> & *shout*\\nhttps://plan.example.org/tasks/7\\nLevel: 1\\nUntil: 10:00"}}""")));
    }

    @Test
    void weComGetsATextThatMentionsNobody() {
        answers(ok("{\"errcode\":0,\"errmsg\":\"ok\"}"));
        send("wecom", "/cgi-bin/webhook/send?key=abc", null, of("Down <@all> now", "text"));

        web.verify(postRequestedFor(urlPathEqualTo("/cgi-bin/webhook/send"))
                .withQueryParam("key", equalTo("abc"))
                .withRequestBody(equalToJson("""
                        {"msgtype": "text", "text": {"content": "Down < @all> now\\ntext"}}""")));
    }

    @Test
    void feishuGetsASignedPost() {
        answers(ok("{\"code\":0,\"msg\":\"success\",\"data\":{}}"));
        send("feishu", "/open-apis/bot/v2/hook/abc", SECRET, of("<at user_id=\"all\">all</at>", "Level: 1"));

        // made with another HMAC than ours: base64(hmac-sha256(timestamp + "\n" + secret, ""))
        web.verify(
                postRequestedFor(urlPathEqualTo("/open-apis/bot/v2/hook/abc")).withRequestBody(equalToJson("""
                        {"timestamp": "1795680000", "sign": "57M8oj3KN6sjlCGyCLnbrOyH0HDMAvYl7BkfEgev1qo=", "msg_type": "post",
                         "content": {"post": {"zh_cn": {"title": "<at user_id=\\"all\\">all</at>",
                           "content": [[{"tag": "text", "text": "Level: 1"}]]}}}}""")));
    }

    @Test
    void severalThingsAreOneMessage() {
        answers(ok("ok"));
        send(
                "slack",
                "/x",
                null,
                new ChatMessage(
                        "First (and 1 more)",
                        "Open it",
                        List.of(
                                new ChatMessage.Item("First", "one", "https://plan.example.org/tasks/1"),
                                new ChatMessage.Item("Second", "two", null))));

        web.verify(postRequestedFor(urlPathEqualTo("/x")).withRequestBody(equalToJson("""
                {"mrkdwn": false, "text": "First (and 1 more)\\n\\nFirst\\nhttps://plan.example.org/tasks/1\\none\\n\\nSecond\\ntwo"}""")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"slack", "teams", "dingtalk", "wecom", "feishu"})
    void aLongTextIsCutToWhatTheServiceTakes(String service) throws Exception {
        answers(
                service.equals("slack")
                        ? ok("ok")
                        : service.equals("feishu") ? ok("{\"code\":0}") : ok("{\"errcode\":0}"));
        List<ChatMessage.Item> items = Collections.nCopies(
                20, new ChatMessage.Item("应急小组已成立 🔥".repeat(10), "字🔥".repeat(3000), "https://plan.example.org/1"));
        send(service, "/long", null, new ChatMessage("应急小组", "打开", items));

        byte[] body =
                web.findAll(postRequestedFor(urlPathEqualTo("/long"))).get(0).getBody();
        assertThat(body.length).isLessThan(service.equals("slack") ? 120_000 : 28_000);
        assertThat(new ObjectMapper().readTree(body).toString())
                .as("no half a sign")
                .doesNotContain("\uFFFD", "?");
        if (service.equals("wecom")) {
            assertThat(new ObjectMapper()
                            .readTree(body)
                            .at("/text/content")
                            .asText()
                            .getBytes(StandardCharsets.UTF_8))
                    .hasSizeLessThanOrEqualTo(2048);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "dingtalk | {`errcode`:310000,`errmsg`:`sign not match`}      | true  | errcode 310000: sign not match",
                "dingtalk | {`errcode`:300001,`errmsg`:`token is not exist`}  | true  | errcode 300001: token is not exist",
                "dingtalk | {`errcode`:130101,`errmsg`:`send too fast`}       | false | errcode 130101: send too fast",
                "dingtalk | {`errcode`:-1,`errmsg`:`系统繁忙`}                 | false | errcode -1: 系统繁忙",
                "wecom    | {`errcode`:93000,`errmsg`:`invalid webhook url`}  | true  | errcode 93000: invalid webhook url",
                "wecom    | {`errcode`:45009,`errmsg`:`api freq out of limit`}| false | errcode 45009: api freq out of limit",
                "feishu   | {`code`:19021,`msg`:`sign match fail`}            | true  | code 19021: sign match fail",
                "feishu   | {`code`:9499,`msg`:`too many request`}            | false | code 9499: too many request",
                "feishu   | {`code`:11232,`msg`:`frequency limited`}          | false | code 11232: frequency limited",
                "teams    | Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error 429 | false | HTTP error 429",
                "teams    | Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error 400 | true  | HTTP error 400",
                "feishu   | {`StatusCode`:19024,`StatusMessage`:`Key Words Not Found`} | true | StatusCode 19024: Key Words Not Found",
                "slack    | something else                                    | false | Slack answered: something else",
                "wecom    | <html>login</html>                                | false | did not answer in JSON",
                "feishu   | {}                                                | false | answered without code"
            })
    void underStatus200AServiceMayHaveRefused(String service, String body, boolean forGood, String reason) {
        answers(ok(body.replace('`', '"')));
        ChatFailure failure = failure(service, "/hook/geheim");

        assertThat(failure.isForGood()).isEqualTo(forGood);
        assertThat(failure.reason()).contains(reason).doesNotContain("geheim");
    }

    @ParameterizedTest
    @CsvSource({
        "400, true",
        "403, true",
        "404, true",
        "410, true",
        "302, true",
        "408, false",
        "500, false",
        "502, false"
    })
    void otherStatusesAreNoYes(int status, boolean forGood) {
        answers(aResponse()
                .withStatus(status)
                .withHeader("Location", "/elsewhere")
                .withBody("channel_is_archived"));
        ChatFailure failure = failure("slack", "/hook");

        assertThat(failure.isForGood()).isEqualTo(forGood);
        assertThat(failure.reason()).isEqualTo("status " + status + ": channel_is_archived");
        web.verify(0, postRequestedFor(urlPathEqualTo("/elsewhere")));
    }

    @Test
    void aServiceThatWantsToBeLeftAloneSaysForHowLong() {
        answers(aResponse().withStatus(429).withHeader("Retry-After", "300"));
        assertThat(failure("slack", "/hook").notWithin()).isEqualTo(Duration.ofMinutes(5));

        answers(aResponse().withStatus(429).withHeader("Retry-After", "Thu, 26 Nov 2026 08:02:00 GMT"));
        assertThat(failure("teams", "/hook").notWithin()).isEqualTo(Duration.ofMinutes(2));

        answers(aResponse().withStatus(429).withHeader("Retry-After", "99999999"));
        assertThat(failure("teams", "/hook").notWithin()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void slowHangingAndBrokenAnswersAreTriedAgainLater() {
        answers(ok("ok").withFixedDelay(4000));
        assertThat(failure("slack", "/hook").reason()).contains("took longer than 1000 ms");
        answers(ok("ok").withChunkedDribbleDelay(10, 6000));
        assertThat(failure("slack", "/hook").reason()).contains("took longer than 1000 ms");
        for (Fault fault : List.of(Fault.CONNECTION_RESET_BY_PEER, Fault.EMPTY_RESPONSE)) {
            answers(aResponse().withFault(fault));
            ChatFailure failure = failure("slack", "/geheim");
            assertThat(failure.isForGood()).isFalse();
            assertThat(failure.reason()).contains("could not be asked").doesNotContain("geheim");
        }
    }

    @Test
    void anAddressThatOthersCouldReadIsRefusedAtTheStart() {
        for (String url :
                List.of("http://hooks.example.org/x", "http://10.0.0.1/x", "ftp://hooks.example.org/x", "/x")) {
            assertThatThrownBy(() -> new ConfiguredRooms()
                            .with("pr", "slack", url, null)
                            .answeringWithin(Duration.ofSeconds(1), CLOCK))
                    .hasMessageContaining("crisis-plan.notify.chat.rooms.pr.url must be the https address");
        }
        assertThatThrownBy(() -> new ConfiguredRooms()
                        .with("pr", "icq", "https://hooks.example.org/x", null)
                        .answeringWithin(Duration.ofSeconds(1), CLOCK))
                .hasMessageContaining("service is one of dingtalk, feishu, slack, teams, wecom, not 'icq'");
    }

    @Test
    void aRoomIsTheSameHoweverItIsWritten() {
        ChatRooms rooms = new ConfiguredRooms()
                .with("customerservice", "slack", "https://hooks.example.org/x", null)
                .answeringWithin(Duration.ofSeconds(1), CLOCK);
        assertThat(rooms.named("customer-service"))
                .isEqualTo(rooms.named("customerService"))
                .isPresent();
        assertThat(rooms.named("public-relations")).isEmpty();
    }

    private static ChatMessage of(String title, String text) {
        return new ChatMessage(title, "Open it", List.of(new ChatMessage.Item(title, text, null)));
    }

    private static void answers(ResponseDefinitionBuilder answer) {
        web.stubFor(post(anyUrl()).willReturn(answer));
    }

    private static ChatFailure failure(String service, String path) {
        ChatFailure failure = catchThrowableOfType(
                ChatFailure.class, () -> send(service, path, null, MESSAGE, Duration.ofSeconds(1)));
        assertThat(failure).as("the service did not take it").isNotNull();
        return failure;
    }

    private static void send(String service, String path, String secret, ChatMessage message) {
        send(service, path, secret, message, Duration.ofSeconds(5));
    }

    private static void send(String service, String path, String secret, ChatMessage message, Duration limit) {
        new ConfiguredRooms()
                .with("room", service, web.baseUrl() + path, secret)
                .answeringWithin(limit, CLOCK)
                .send("room", message);
    }
}
