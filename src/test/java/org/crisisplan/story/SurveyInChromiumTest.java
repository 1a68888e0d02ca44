package org.crisisplan.story;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.internet.MimeMessage;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.crisisplan.crisis.Kind;
import org.crisisplan.mailing.SendingNow;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Somebody who is affected answers on a phone, in their language and once; the team reads what all of them say, and how loud the public is. */
class SurveyInChromiumTest extends InChromium {

    private static final Pattern LINK = Pattern.compile("http://\\S+?(/survey/[0-9a-f]{40}\\?lang=(?:en|zh))");

    @Autowired
    SendingNow sending;

    @Autowired
    JdbcClient sql;

    private final String house = UUID.randomUUID() + ".example.org";
    private final String subject = "story-" + UUID.randomUUID();

    @AfterEach
    void forget() {
        sql.sql("delete from signal_count where subject = ?").param(subject).update();
        sql.sql("delete from signal_subject where subject = ?").param(subject).update();
        sql.sql("delete from loss_parameter").update();
    }

    @Test
    void aPhoneAnswersOnceAndTheTeamReadsTheResult() throws Exception {
        reported("Payment fails 支付失败", Set.of(Kind.TECHNICAL), Map.of("widespreadComplaints", true));
        teamAnswers(open("User_VerifyReport").get(0), "technical", true);
        bring(6);
        teamWorksUntil("User_ReleaseSurvey");

        frontPage.as("pr");
        browser.open("/tasks/" + taskOf("User_ReleaseSurvey"));
        browser.see(By.cssSelector("#form textarea"));
        assertThat(browser.text()).contains("Release the invitation", "Let it go?");
        browser.picture("survey-release");
        teamAnswers(open("User_ReleaseSurvey").get(0), "sampleSize", 6, "surveyHours", 2);
        sending.send();
        List<String> links = links();
        assertThat(links).hasSize(6);

        browser.forgetLogin();
        browser.speaks("zh-CN");
        browser.onPhone();
        browser.open(links.get(0));
        assertThat(browser.text()).contains("您受到了什么影响？", "您对我们的处理满意吗？", "很不满意");
        assertThat(browser.overflow()).isZero();
        browser.assertUsableByEverybody();
        browser.picture("survey-phone-zh");
        answer("satisfaction", "2");
        answer("impact", "severe");
        answer("works", "no");
        answer("stay", "maybe");
        browser.write(By.name("comment"), "付款一直失败 <b>");
        browser.click(By.cssSelector("form.sheet button"));
        browser.see(By.cssSelector("section[role=status]"));
        assertThat(browser.text()).contains("谢谢");
        browser.picture("survey-phone-thanks-zh");
        browser.open(links.get(0));
        assertThat(browser.text()).contains("谢谢").doesNotContain("您对我们的处理满意吗？");

        browser.speaks("en-US");
        browser.open(links.get(1).replace("lang=zh", "lang=en"));
        assertThat(browser.text()).contains("How satisfied are you with how we deal with it?");
        assertThat(browser.overflow()).isZero();
        browser.picture("survey-phone-en");
        answer("satisfaction", "4");
        answer("impact", "minor");
        answer("works", "yes");
        answer("stay", "yes");
        browser.click(By.cssSelector("form.sheet button"));
        browser.see(By.cssSelector("section[role=status]"));

        frontPage.as("service");
        browser.open("/crises/" + number + "/survey");
        assertThat(browser.text()).contains("6 reached", "33 % of those asked", "3.0 ±", "very dissatisfied");
        assertThat(browser.overflow()).isZero();
        browser.picture("survey-result-phone-en");
        browser.atDesk();
        browser.speaks("zh-CN");
        browser.open("/crises/" + number + "/survey");
        browser.assertUsableByEverybody();
        browser.picture("survey-result-zh");
        browser.click(By.cssSelector("form[action$='/survey/close'] button"));
        browser.see(By.cssSelector(".notice.good"));
        assertThat(browser.text()).contains("调查已结束", "答复不足 30 份");
        engineWorks();
        browser.open("/tasks/" + taskOf("User_SampleUsers"));
        browser.see(By.cssSelector("#form textarea"));
        assertThat(browser.valuesOf(By.cssSelector("#form textarea")))
                .anyMatch(text -> text.contains("邀请 6 人，答复 2 人（33%）"));
        browser.picture("survey-judge-zh");
        browser.forgetLogin();
        browser.open(links.get(2));
        assertThat(browser.text()).contains("调查已结束");
        // a link that takes no more answers is gone, which the browser tells its console
        assertThat(browser.complaints()).allMatch(complaint -> complaint.contains("410"));
    }

    @Test
    void theVolumeIsAChartWithItsSentimentAndFinanceKeepsItsFigures() {
        reported("Payment fails 支付失败", Set.of(Kind.TECHNICAL), Map.of("widespreadComplaints", true));
        sql.sql("insert into signal_subject (subject, crisis) values (?, ?)")
                .params(subject, number)
                .update();
        for (int hour = 0; hour < 30; hour++) {
            said(hour, "weibo", "negative", hour < 8 ? 900 - 100L * hour : 20);
            said(hour, "weibo", "neutral", 40);
            said(hour, "forum", "positive", 15);
        }
        for (String language : new String[] {"en-US", "zh-CN"}) {
            browser.speaks(language);
            frontPage.as("pr");
            browser.open("/crises/" + number + "/volume");
            browser.see(By.cssSelector("#volume canvas"));
            assertThat(browser.text()).contains("weibo", "forum");
            assertThat(browser.overflow()).isZero();
            browser.assertUsableByEverybody();
            browser.picture("volume-" + language);
        }
        browser.onPhone();
        browser.open("/crises/" + number + "/volume");
        browser.see(By.cssSelector("#volume canvas"));
        assertThat(browser.overflow()).isZero();
        browser.picture("volume-phone-zh");

        browser.atDesk();
        frontPage.as("finance");
        browser.open("/loss-parameters");
        browser.write(By.name("line"), "payment 支付");
        browser.write(By.name("amount"), "2400000");
        browser.write(By.name("source"), "十月台账");
        browser.click(By.cssSelector("#set-form button"));
        browser.see(By.id("flash"));
        assertThat(browser.text()).contains("2400000", "payment 支付", "十月台账");
        browser.assertUsableByEverybody();
        browser.picture("loss-parameters-zh");
        browser.write(By.name("amount"), "much");
        browser.write(By.name("source"), "十月台账");
        browser.click(By.cssSelector("#set-form button"));
        browser.see(By.id("refused"));
        assertThat(browser.valueOf(By.name("amount"))).isEqualTo("much");
        browser.speaks("en-US");
        browser.onPhone();
        browser.open("/loss-parameters");
        assertThat(browser.overflow()).isZero();
        browser.picture("loss-parameters-phone-en");
        assertThat(browser.complaints()).allMatch(complaint -> complaint.contains("400"));
    }

    private void answer(String question, String value) {
        browser.choose(By.cssSelector("input[name='" + question + "'][value='" + value + "']"));
    }

    private void said(int hoursAgo, String platform, String sentiment, long signals) {
        long minute = Instant.now().getEpochSecond() / 60 - 60L * hoursAgo;
        for (int minutes : new int[] {1, 60}) {
            sql.sql("""
                            insert into signal_count (subject, bucket_minutes, bucket, metric, kind, platform, sentiment, signals,
                                anonymous, total, critical, resolved)
                            values (?, ?, ?, '', 'mention', ?, ?, ?, 0, 0, 0, 0)""")
                    .params(subject, minutes, minute / minutes, platform, sentiment, signals)
                    .update();
        }
    }

    private void bring(int people) throws Exception {
        List<String> list = new ArrayList<>();
        for (int i = 0; i < people; i++) {
            list.add("{\"mail\": \"user%d@%s\", \"language\": \"zh\"}".formatted(i, house));
        }
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(
                                        URI.create("http://localhost:" + port + "/api/crises/" + number + "/affected"))
                                .header(
                                        "Authorization",
                                        "Basic "
                                                + Base64.getEncoder()
                                                        .encodeToString(
                                                                "service:demo".getBytes(StandardCharsets.UTF_8)))
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(
                                        "{\"reason\": \"Orders lost\", \"people\": [" + String.join(",", list) + "]}"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }

    private List<String> links() throws Exception {
        List<String> links = new ArrayList<>();
        for (MimeMessage mail : mails.messages()) {
            Matcher link = LINK.matcher(String.valueOf(mail.getContent()));
            if (mail.getAllRecipients()[0].toString().endsWith(house) && link.find()) {
                links.add(link.group(1));
            }
        }
        return links;
    }
}
