package org.crisisplan.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import org.camunda.bpm.engine.ProcessEngine;
import org.crisisplan.publish.StatementDesk;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the visitors of another site see of a crisis, where that site takes our script and is strict about everything else. */
class NoticeInChromiumTest extends InChromium {

    @Autowired
    ProcessEngine engine;

    @Autowired
    JdbcClient sql;

    private final WireMockServer shop =
            new WireMockServer(WireMockConfiguration.options().dynamicPort());
    private StatementDesk desk;
    private String crisis;

    @BeforeEach
    void aShopThatShowsOurNotices() {
        desk = new StatementDesk(engine, sql).open();
        crisis = desk.crisis(1, "responding");
        desk.publish(crisis, "first", "progress", "Nobody can pay", "无法付款 <b>", "Orders are kept.", "订单会保留。");
        shop.start();
        String product = "http://localhost:" + port;
        shop.stubFor(WireMock.get("/")
                .willReturn(WireMock.aResponse()
                        .withHeader("Content-Type", "text/html; charset=utf-8")
                        .withHeader(
                                "Content-Security-Policy",
                                "default-src 'none'; script-src " + product + "; connect-src " + product)
                        .withBody("<!DOCTYPE html><html lang=\"zh-CN\"><head><title>Shop</title><script src=\""
                                + product
                                + "/notice.js\" async></script></head><body><main><h1>商店</h1></main></body></html>")));
        shop.stubFor(
                WireMock.get("/favicon.ico").willReturn(WireMock.aResponse().withStatus(204)));
    }

    @AfterEach
    void close() {
        shop.stop();
        desk.publish(crisis, "all-clear", "all-clear", "Paying works", "付款恢复", "Over.", "结束。");
        desk.close();
    }

    @Test
    void anotherSiteShowsWhatIsWrongInItsLanguageAndCanCloseIt() {
        browser = Browser.openedAt("http://localhost:" + shop.port());
        browser.open("/");
        By notice = By.cssSelector("section[aria-live=polite][lang=zh-CN] > div");
        browser.see(notice);
        assertThat(browser.text()).containsSubsequence("无法付款 <b>", "订单会保留。", "查看详情", "商店");
        assertThat(browser.has(By.cssSelector("a[href$='/status/" + crisis + "?lang=zh']")))
                .isTrue();
        assertThat(browser.accessibilityFindings()).isEmpty();
        browser.picture("notice-on-another-site");

        browser.click(By.cssSelector("button[aria-label='关闭: 无法付款 <b>']"));
        assertThat(browser.text()).contains("商店").doesNotContain("无法付款");
        assertThat(browser.complaints()).isEmpty();
    }
}
