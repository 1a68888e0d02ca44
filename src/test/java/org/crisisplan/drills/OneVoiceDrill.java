package org.crisisplan.drills;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.internet.MimeMessage;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.crisisplan.crisis.Kind;
import org.crisisplan.mailing.SentMailings;
import org.crisisplan.media.contact.MediaContact;
import org.crisisplan.media.contact.MediaContactRepository;
import org.crisisplan.publish.Corrections;
import org.crisisplan.publish.OpenedChannels;
import org.crisisplan.subscribers.SubscribedReaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.RequestEntity;
import org.springframework.http.ResponseEntity;

/**
 * One voice (R45-R48): an approved text reaches everybody whom the table names, each of them once; a correction follows it wherever it was
 * read; and a channel that is down holds nothing else up.
 */
class OneVoiceDrill extends Drill {

    private static final int AFFECTED = 1000;
    private static final String STATUSES = "/api/v1/statuses";
    private static final String STATUS = """
            {"id": "%d", "url": "https://mastodon.example/@site/%d", "uri": "https://mastodon.example/%d", "content": "x"}""";
    private static final String READER = "a.reader@example.org";
    private static final List<String> PAPERS = List.of("desk@daily.example", "news@weekly.example");

    @RegisterExtension
    static final WireMockExtension MASTODON =
            WireMockExtension.newInstance().options(options().dynamicPort()).build();

    @Autowired
    TestRestTemplate http;

    @Autowired
    OpenedChannels channels;

    @Autowired
    SentMailings sends;

    @Autowired
    MediaContactRepository contacts;

    @Autowired
    SubscribedReaders readers;

    @Autowired
    Corrections corrections;

    @BeforeEach
    void everybodyListens() {
        channels.open("mastodon", URI.create(MASTODON.baseUrl()));
        mastodon(okJson(STATUS.formatted(1, 1, 1)));
        PAPERS.forEach(paper -> contacts.save(
                new MediaContact(paper.replaceAll("[^a-z]", "-"), "Paper", "The desk", paper, "", "both", "", true),
                "pr"));
        readers.add(READER);
    }

    @AfterEach
    void nobodyListens() {
        channels.close("mastodon");
        for (String table : List.of("media_contact", "subscriber_request", "subscriber")) {
            sql.sql("delete from " + table).update();
        }
    }

    @Test
    void whatWasApprovedReachesEverybodyOnceAndItsCorrectionFollows() {
        respondingWithThoseAffected();
        says("The login does not work", "登录不可用", "Nobody can log in since noon.", "中午起无法登录。");
        reachedEverybody("The login does not work", "Nobody can log in since noon.", "中午起无法登录。", 1);

        String wrong = corrections.correctable(number).stream()
                .filter(one -> one.titleEn().equals("The login does not work"))
                .map(Corrections.Published::id)
                .findFirst()
                .orElseThrow();
        mastodon(okJson(STATUS.formatted(2, 2, 2)));
        assertThat(plan.requestStatement(number, "clarification", wrong)).isTrue();
        runDueJobs();
        assertThat(String.valueOf(shown(theTask("User_DraftStatement"), "statementTextEn")))
                .contains("sets right what we published", "The login does not work");
        says("Since when the login fails", "登录故障时间更正", "It began in the morning, not at noon.", "始于上午，而非中午。");
        reachedEverybody("Since when the login fails", "It began in the morning, not at noon.", "始于上午，而非中午。", 2);
        assertThat(MASTODON.findAll(postRequestedFor(urlEqualTo(STATUSES)))
                        .get(1)
                        .getBodyAsString())
                .as("in the thread of the crisis")
                .contains("in_reply_to_id");
    }

    @Test
    void aChannelThatIsDownForAnHourHoldsNothingUpAndEndsAsAPersonsTask() {
        mastodon(aResponse().withStatus(503));
        respondingWithThoseAffected();
        says("The login does not work", "登录不可用", "Nobody can log in.", "无法登录。");
        assertThat(mailed("Nobody can log in.", "无法登录。"))
                .as("those affected, the reader and two papers")
                .hasSize(AFFECTED + 3);
        assertThat(page()).contains("Nobody can log in.");
        assertThat(theNextWord()).as("the next word waits for no channel").isTrue();

        for (int minutes = 0; minutes < 60; minutes += 5) {
            passes("PT5M");
            channels.send();
            runDueJobs();
        }
        assertThat(open("User_PublishByHand"))
                .as("of each text that is not there")
                .hasSizeGreaterThan(1)
                .allSatisfy(task -> assertThat(groupsOf(task)).containsExactly("publicRelations"));
        assertThat(MASTODON.findAll(postRequestedFor(urlEqualTo(STATUSES))))
                .as("tried again and again")
                .hasSizeGreaterThan(4);
        sends.deliver();
        assertThat(mailed("Nobody can log in.", "无法登录。"))
                .as("nobody is told again")
                .hasSize(AFFECTED + 3);
    }

    private boolean theNextWord() {
        boolean asked = plan.requestStatement(number);
        runDueJobs();
        return asked && open("User_DraftStatement").size() == 1;
    }

    private void respondingWithThoseAffected() {
        reported("Login is down", Kind.TECHNICAL, facts("widespreadComplaints", true));
        answers("User_VerifyReport", "technical", true, "content", false);
        String people = IntStream.rangeClosed(1, AFFECTED)
                .mapToObj(person -> "{\"mail\": \"user%d@example.org\", \"language\": \"%s\"}"
                        .formatted(person, person % 2 == 0 ? "en" : "zh"))
                .collect(Collectors.joining(","));
        ResponseEntity<String> answer = http.withBasicAuth("service", "demo")
                .exchange(
                        RequestEntity.post("/api/crises/{number}/affected", number)
                                .contentType(MediaType.APPLICATION_JSON)
                                .body("{\"reason\": \"could not log in\", \"people\": [" + people + "]}"),
                        String.class);
        assertThat(answer.getStatusCode()).as("%s", answer).isEqualTo(HttpStatus.CREATED);
        teamWorksUntil("User_SignActivation");
        // the holding statement went to the page, and nobody is written to by it here
        sends.deliver();
        mails.start();
        MASTODON.resetRequests();
        teamWorksUntil("User_DraftStatement");
    }

    private void says(String titleEn, String titleZh, String textEn, String textZh) {
        answers(
                "User_DraftStatement",
                "statementTitleEn",
                titleEn,
                "statementTitleZh",
                titleZh,
                "statementTextEn",
                textEn,
                "statementTextZh",
                textZh);
        open("User_ApproveStatement").forEach(this::answer);
        channels.send();
        runDueJobs();
        sends.deliver();
    }

    private void reachedEverybody(String title, String english, String chinese, int posts) {
        assertThat(page()).contains(english);
        assertThat(get("/status/feed.atom")).contains(english);
        assertThat(get("/status/feed.json")).contains(english);
        assertThat(get("/api/v2/incidents.json")).contains(english);
        assertThat(get("/notices.json")).contains(title);
        List<LoggedRequest> told = MASTODON.findAll(postRequestedFor(urlEqualTo(STATUSES)));
        assertThat(told).hasSize(posts);
        assertThat(told.get(posts - 1).getBodyAsString()).contains(title);

        Map<String, Integer> mailed = mailed(english, chinese);
        assertThat(mailed)
                .hasSize(AFFECTED + 3)
                .allSatisfy((address, times) -> assertThat(times).as(address).isEqualTo(1));
        assertThat(mailed.keySet())
                .contains(READER, "user1@example.org", "user1000@example.org")
                .containsAll(PAPERS);
    }

    /** Who got a mail with one of the texts, and how often. */
    private Map<String, Integer> mailed(String... texts) {
        Map<String, Integer> byAddress = new TreeMap<>();
        try {
            for (MimeMessage mail : mails.messages()) {
                String text = String.valueOf(mail.getContent());
                String to = mail.getRecipients(RecipientType.TO)[0].toString();
                if (!to.endsWith("crisis-plan.example")
                        && List.of(texts).stream().anyMatch(text::contains)
                        && !isOfTheTeam(to)) {
                    byAddress.merge(to, 1, Integer::sum);
                }
            }
        } catch (jakarta.mail.MessagingException | java.io.IOException broken) {
            throw new IllegalStateException(broken);
        }
        return byAddress;
    }

    private boolean isOfTheTeam(String address) {
        return sql.sql("select count(*) from contact_way where lower(address) = ?")
                        .param(address.toLowerCase(java.util.Locale.ROOT))
                        .query(Integer.class)
                        .single()
                > 0;
    }

    private String page() {
        return get("/status/" + number + "?lang=en");
    }

    private String get(String path) {
        ResponseEntity<String> answer = http.getForEntity(path, String.class);
        assertThat(answer.getStatusCode()).as(path).isEqualTo(HttpStatus.OK);
        return String.valueOf(answer.getBody());
    }

    private static void mastodon(ResponseDefinitionBuilder answer) {
        MASTODON.stubFor(post(STATUSES).willReturn(answer));
    }
}
