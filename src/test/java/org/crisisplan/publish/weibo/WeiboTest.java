package org.crisisplan.publish.weibo;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Weibo's open platform as its documentation describes it, on good days and bad ones. */
class WeiboTest {

    @RegisterExtension
    static final WireMockExtension server =
            WireMockExtension.newInstance().options(options().dynamicPort()).build();

    private static final String SHARE = "/2/statuses/share.json";
    private static final String WORDS = "登录正在修复\n\n我们已知悉并正在修复。\n\nhttps://status.example.com/status/CR-2026-0001";

    private static PublicChannel channel() {
        return new Weibo(new RemoteCall(ConfiguredChannels.answeringWithin(Duration.ofMillis(700)), Clock.systemUTC()))
                .open("weibo", new Account("weibo", URI.create(server.baseUrl()), "211.156.0.1", "token"));
    }

    private static Answer when(ResponseDefinitionBuilder answer) {
        server.stubFor(post(SHARE).willReturn(answer));
        return channel().publish(ApprovedPost.post("", PostLanguage.ZH, 140, 1, null));
    }

    private static ResponseDefinitionBuilder refusal(int code, String error) {
        return aResponse().withStatus(403).withBody("""
                {"request": "/2/statuses/share.json", "error_code": %d, "error": "%s"}""".formatted(code, error));
    }

    @Test
    void whatWasApprovedStandsThereWithItsReceipt() {
        assertThat(when(okJson("""
                {"created_at": "Wed Oct 24 23:49:17 +0800 2012", "id": 3504803600500000, "mid": "3504803600502730",
                 "idstr": "3504803600502730", "text": "登录正在修复"}""")))
                .isEqualTo(new Receipt("3504803600502730", "https://m.weibo.cn/status/3504803600502730", WORDS));
        server.verify(postRequestedFor(urlEqualTo(SHARE))
                .withFormParam("access_token", equalTo("token"))
                .withFormParam("status", equalTo(WORDS))
                .withFormParam("rip", equalTo("211.156.0.1")));
    }

    @Test
    void twoLatinLettersCountAsOneCharacter() {
        assertThat(WeiboChannel.length("登录 ok")).isEqualTo(4);
    }

    @Test
    void whatItsNumbersMeanSaysHowItGoesOn() {
        assertThat(when(refusal(10023, "User requests out of rate limit!"))).isInstanceOf(TryAgain.class);
        assertThat(when(aResponse().withStatus(429).withHeader("Retry-After", "60")))
                .isInstanceOf(TryAgain.class);
        assertThat(when(refusal(21332, "invalid_access_token")))
                .isInstanceOf(GiveUp.class)
                .extracting(Object::toString)
                .asString()
                .contains("invalid_access_token");
        assertThat(when(aResponse().withStatus(401))).isInstanceOf(GiveUp.class);
        // it has these words: perhaps from an attempt of ours
        assertThat(when(refusal(20019, "repeat content!"))).isInstanceOf(InDoubt.class);
    }

    @Test
    void sentWithoutAnAnswerIsForAPerson() {
        assertThat(channel().recognisesFor()).isZero();
        assertThat(when(aResponse().withFault(Fault.EMPTY_RESPONSE))).isInstanceOf(InDoubt.class);
        assertThat(when(okJson("{\"idstr\": \"1\"}").withFixedDelay(2000))).isInstanceOf(InDoubt.class);
    }

    @Test
    void whatItWouldNotTakeIsNotSent() {
        assertThat(channel().publish(ApprovedPost.post("", PostLanguage.ZH, 140, 1, null, null)))
                .isInstanceOf(GiveUp.class);
        assertThat(channel().publish(ApprovedPost.post("#topic# here", PostLanguage.EN, 140, 1, null)))
                .isInstanceOf(GiveUp.class);
        server.verify(0, postRequestedFor(urlEqualTo(SHARE)));
    }
}
