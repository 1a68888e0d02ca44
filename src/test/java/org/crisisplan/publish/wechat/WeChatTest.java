package org.crisisplan.publish.wechat;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.crisisplan.publish.Answer;
import org.crisisplan.publish.Answer.GiveUp;
import org.crisisplan.publish.Answer.InDoubt;
import org.crisisplan.publish.Answer.Receipt;
import org.crisisplan.publish.Answer.TryAgain;
import org.crisisplan.publish.ApprovedPost;
import org.crisisplan.publish.ChannelSettings.Account;
import org.crisisplan.publish.ConfiguredChannels;
import org.crisisplan.publish.PostLanguage;
import org.crisisplan.publish.PublicChannel;
import org.crisisplan.publish.remote.RemoteCall;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** WeChat's official accounts platform as its documentation describes it, on good days and bad ones. */
class WeChatTest {

    @RegisterExtension
    static final WireMockExtension server =
            WireMockExtension.newInstance().options(options().dynamicPort()).build();

    private static final String TOKEN = "/cgi-bin/stable_token";
    private static final String SEND = "/cgi-bin/message/mass/sendall";
    private static final String WORDS = "登录正在修复\n\n我们已知悉并正在修复。\n\nhttps://status.example.com/status/CR-2026-0001";

    @BeforeEach
    void token() {
        server.stubFor(post(TOKEN).willReturn(okJson("{\"access_token\": \"a/b\", \"expires_in\": 7200}")));
    }

    private static PublicChannel channel() {
        return new WeChat(new RemoteCall(ConfiguredChannels.answeringWithin(Duration.ofMillis(700)), Clock.systemUTC()))
                .open("wechat", new Account("wechat", URI.create(server.baseUrl()), "wx0123", "hush"));
    }

    private static Answer publish() {
        return channel().publish(ApprovedPost.post("", PostLanguage.ZH, 600, 1, null));
    }

    private static Answer when(ResponseDefinitionBuilder answer) {
        server.stubFor(post(urlPathEqualTo(SEND)).willReturn(answer));
        return publish();
    }

    private static ResponseDefinitionBuilder says(int code, String message) {
        return okJson("{\"errcode\": %d, \"errmsg\": \"%s\"}".formatted(code, message));
    }

    @Test
    void allFollowersAreSentWhatWasApprovedAndWeKeepTheReceipt() {
        assertThat(when(okJson("""
                {"errcode": 0, "errmsg": "send job submission success", "msg_id": 34182, "msg_data_id": 206227730}"""))).isEqualTo(new Receipt("34182", null, WORDS));
        server.verify(postRequestedFor(urlEqualTo(TOKEN)).withRequestBody(equalToJson("""
                {"grant_type": "client_credential", "appid": "wx0123", "secret": "hush"}""")));
        server.verify(postRequestedFor(urlEqualTo(SEND + "?access_token=a%2Fb"))
                .withRequestBody(equalToJson("""
                {"filter": {"is_to_all": true}, "msgtype": "text", "text": {"content": "%s"}}""".formatted(WORDS.replace("\n", "\\n")), true, true)));
    }

    @Test
    void itIsToldTheSameIdAtEachAttemptAndWhatItKnowsIsPublished() {
        when(says(-1, "system error"));
        assertThat(when(okJson("{\"errcode\": 45065, \"errmsg\": \"clientmsgid exist\", \"msg_id\": 34182}")))
                .isEqualTo(new Receipt("34182", null, WORDS));
        List<LoggedRequest> sent = server.findAll(postRequestedFor(urlPathEqualTo(SEND)));
        assertThat(sent).hasSize(2);
        assertThat(sent.get(0).getBodyAsString())
                .contains("clientmsgid")
                .isEqualTo(sent.get(1).getBodyAsString());
    }

    @Test
    void whatItsNumbersMeanSaysHowItGoesOn() {
        assertThat(when(says(-1, "system error"))).isInstanceOf(TryAgain.class);
        assertThat(when(says(45009, "reach max api daily quota limit"))).isInstanceOf(TryAgain.class);
        assertThat(when(says(45066, "clientmsgid retry too fast"))).isInstanceOf(TryAgain.class);
        assertThat(when(says(45028, "has no masssend quota")))
                .isInstanceOf(GiveUp.class)
                .extracting(Object::toString)
                .asString()
                .contains("45028", "has no masssend quota");
        assertThat(when(says(48001, "api unauthorized"))).isInstanceOf(GiveUp.class);
        assertThat(when(aResponse().withStatus(200).withBody("<html>"))).isInstanceOf(InDoubt.class);
        assertThat(when(aResponse().withStatus(502))).isInstanceOf(InDoubt.class);
        assertThat(when(aResponse().withStatus(429))).isInstanceOf(TryAgain.class);
    }

    @Test
    void sentWithoutAnAnswerIsInDoubtAndWithoutATokenNothingIsSent() {
        assertThat(when(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER))).isInstanceOf(InDoubt.class);
        assertThat(when(aResponse().withStatus(200).withFixedDelay(1500))).isInstanceOf(InDoubt.class);
        server.resetRequests();

        server.stubFor(post(TOKEN).willReturn(says(40125, "invalid appsecret")));
        assertThat(publish())
                .isInstanceOf(GiveUp.class)
                .extracting(Object::toString)
                .asString()
                .doesNotContain("hush");
        server.stubFor(post(TOKEN).willReturn(aResponse().withStatus(500)));
        assertThat(publish()).isInstanceOf(TryAgain.class);
        assertThat(server.findAll(postRequestedFor(urlPathEqualTo(SEND)))).isEmpty();
    }
}
