package org.crisisplan.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.time.Instant;
import java.util.UUID;
import org.crisisplan.PlanTest;
import org.crisisplan.contact.Language;
import org.crisisplan.notify.Delivery.State;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

/** What the outbox shows, to whom, and in which language. */
@PlanTest
class OutboxPageTest {

    private static final Instant MONDAY = Instant.parse("2026-11-23T08:00:00Z");

    @Autowired
    WebApplicationContext application;

    @Autowired
    DeliveryRepository deliveries;

    @Autowired
    Links links;

    @Autowired
    JdbcClient database;

    MockMvc browser;

    @BeforeEach
    void begin() {
        browser = MockMvcBuilders.webAppContextSetup(application)
                .apply(springSecurity())
                .build();
        database.sql("delete from delivery").update();
    }

    @Test
    void aStrangerIsSentToTheLogin() throws Exception {
        browser.perform(get("/outbox").accept("text/html"))
                .andExpect(status().is3xxRedirection())
                .andExpect(redirectedUrl("/login"));
    }

    @Test
    void membersReadTheMailsNewestFirst() throws Exception {
        add("first", State.SENT, MONDAY, "nothing new\n", null);
        add(
                "second",
                State.WAITING,
                MONDAY.plusSeconds(60),
                "Open it: " + links.to("/tasks/7") + "\n" + links.to("/acknowledge/the-secret") + "\n",
                "refused");

        String page = page("/outbox", "en");

        assertThat(page).containsSubsequence("second", "first");
        assertThat(page).contains("href=\"" + links.to("/tasks/7") + "\"").doesNotContain("the-secret");
        assertThat(page).contains(">Waiting</span>", ">Sent</span>", ">refused</dd>", "2026-11-23 16:01");
    }

    @Test
    void theStateChoosesWhichMailsAreShown() throws Exception {
        add("gone", State.SENT, MONDAY, "text\n", null);
        add("stuck", State.FAILED, MONDAY, "text\n", "550 no such user");

        assertThat(page("/outbox?state=failed", "en"))
                .contains("stuck", "550 no such user", "1 mail could not be delivered")
                .doesNotContain("gone");
        browser.perform(get("/outbox?state=lost").with(user("pr"))).andExpect(status().isBadRequest());
        browser.perform(get("/outbox?page=-1").with(user("pr"))).andExpect(status().isBadRequest());
    }

    @Test
    void longListsHavePages() throws Exception {
        for (int i = 0; i < 30; i++) {
            add("mail number %02d.".formatted(i), State.SENT, MONDAY.plusSeconds(i), "text\n", null);
        }

        assertThat(page("/outbox", "en"))
                .contains("mail number 29.", "mail number 05.", "Page 1 of 2, 30 in all")
                .doesNotContain("mail number 04.");
        assertThat(page("/outbox?page=1", "en")).contains("mail number 04.").doesNotContain("mail number 05.");
    }

    @Test
    void foreignTextStaysText() throws Exception {
        add(
                "<script>alert(1)</script>",
                State.SENT,
                MONDAY,
                "<img src=x onerror=alert(2)> ${7*7}\nhttp://evil.example/\"><b>\n",
                null);

        assertThat(page("/outbox", "en"))
                .contains("&lt;script&gt;alert(1)", "&lt;img src=x onerror", "${7*7}")
                .doesNotContain("<script", "<img", "href=\"http://evil");
    }

    @Test
    void itSpeaksChineseToWhoAsksForIt() throws Exception {
        add("subject", State.WAITING, MONDAY, "text\n", null);

        assertThat(page("/outbox", "zh-CN")).contains("发件箱", "待发送", "lang=\"zh").doesNotContain("??");
    }

    private String page(String path, String language) throws Exception {
        return browser.perform(get(path).with(user("pr")).header("Accept-Language", language))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString();
    }

    private void add(String subject, State state, Instant at, String body, @Nullable String error) {
        String id = UUID.randomUUID().toString();
        deliveries.add(new Delivery(
                id,
                Delivery.Way.MAIL,
                "CR-2026-9500",
                MailKind.NEW_TASK,
                "pr",
                "pr@crisis-plan.example",
                Language.EN,
                subject,
                body,
                null,
                null,
                "<" + id + "@localhost>",
                state,
                1,
                null,
                null,
                null,
                at,
                state == State.SENT ? at : null,
                error));
    }
}
