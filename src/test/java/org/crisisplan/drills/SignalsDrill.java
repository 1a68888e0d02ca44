package org.crisisplan.drills;

import static org.assertj.core.api.Assertions.assertThat;
import static org.crisisplan.signals.trigger.SignalPipeline.alert;
import static org.crisisplan.signals.trigger.SignalPipeline.figure;
import static org.crisisplan.signals.trigger.SignalPipeline.mention;
import static org.crisisplan.signals.trigger.SignalPipeline.report;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.crisis.Kind;
import org.crisisplan.crisis.Phase;
import org.crisisplan.signals.Signal;
import org.crisisplan.signals.Signal.Sentiment;
import org.crisisplan.signals.Signal.Severity;
import org.crisisplan.signals.SignalEvidence;
import org.crisisplan.signals.trigger.SignalPipeline;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

/** What is watched becomes one crisis that grows with what is said about it (R15-R23). */
class SignalsDrill extends Drill {

    private static final String PRIVATE_WORDS = "my name is Nobody and my password is open-sesame";

    @LocalServerPort
    private int port;

    @Autowired
    private ApplicationContext product;

    @Autowired
    private SignalEvidence evidence;

    @BeforeEach
    @AfterEach
    void nothingWasSaid() {
        SignalPipeline.forgets(product);
    }

    @Test
    void loginFailuresCross5PercentOfTheUsers() {
        said(0, 1000, this::loginFailure);
        assertThat(crisesAbout("login")).as("exactly 5 % is not over 5 %").isEmpty();
        said(0, 1000, this::loginFailure);
        assertThat(crisesAbout("login")).as("said twice is said once").isEmpty();

        said(1000, 1001, this::loginFailure);

        theOneCrisisIsAbout("login");
        assertThat(crisis().kinds()).containsExactly(Kind.TECHNICAL);
        assertThat(crisis().phase()).isEqualTo(Phase.VERIFYING);
        assertThat(crisis().level()).isEqualTo(3);
        assertThat(crisis().description()).contains("R22", "1001 / 20000 = 5.01 %", "/signals/about/login");
        assertThat(groupsOf(theTask("User_VerifyReport"))).contains("technology");
        assertThat(fired()).containsExactly("RAISED R22");

        answers("User_VerifyReport", "technical", true);
        assertThat(crisis().phase()).isEqualTo(Phase.DEPARTMENTAL);

        passes("PT20M");
        said(1001, 4001, this::loginFailure);

        assertThat(crisesAbout("login")).hasSize(1);
        assertThat(crisis().level()).as("a fifth of the users").isEqualTo(2);
        assertThat(crisis().reasons()).extracting(Crisis.Reason::clause).contains("R25");
        assertThat(crisis().phase()).isEqualTo(Phase.ASSESSING);
        nothingOfThePublicIsInTheEngine();
    }

    @Test
    void aSourceThatSaysItIsOverClosesNothingAndAfterTheEndANewSignalOpensANewCrisis() {
        said(alert("a1", "search", Severity.CRITICAL, false, now()));
        theOneCrisisIsAbout("search");
        answers("User_VerifyReport", "technical", true);

        passes("PT10M");
        said(alert("a1-over", "search", Severity.CRITICAL, true, now()));
        assertThat(crisis().phase()).as("people decide").isEqualTo(Phase.DEPARTMENTAL);
        assertThat(fired()).containsExactly("RAISED R15", "RESOLVED R56");

        answers("User_HandleCase");
        assertThat(crisis().phase()).isEqualTo(Phase.CLOSED);
        sql.sql("delete from signal where subject = 'search'").update();
        assertThat(evidence.signals(number))
                .as("kept with the case, whatever becomes of signals")
                .extracting(SignalEvidence.Kept::subject)
                .contains("search");
        assertThat(evidence.rules(number, Locale.ENGLISH))
                .extracting(SignalEvidence.Rule::clause)
                .containsExactly("R15", "R56");
        passes("PT10M");
        said(alert("a2", "search", Severity.WARNING, false, now()));
        assertThat(crisesAbout("search"))
                .as("what was dealt with raises no more")
                .hasSize(1);

        said(alert("a3", "search", Severity.CRITICAL, false, now()));
        assertThat(crisesAbout("search")).hasSize(2);
    }

    @Test
    void theIncrementOf24HoursCrosses1000AndTopMediaTakeItUp() {
        for (int hour = 0; hour < 20; hour++) {
            said(hour * 50, hour * 50 + 50, i -> mention("m" + i, "example", "weibo", Sentiment.NEGATIVE, now()));
            passes("PT1H");
        }
        said(
                0,
                900,
                i -> mention("z" + i, "example", "zhihu", Sentiment.NEGATIVE, now().minus(Duration.ofHours(i % 20))));
        said(0, 500, i -> mention("p" + i, "example", "weibo", Sentiment.POSITIVE, now()));
        assertThat(crisesAbout("example"))
                .as("exactly 1000 on one platform and 900 on another")
                .isEmpty();

        said(mention("one-more", "example", "weibo", Sentiment.NEGATIVE, now()));

        theOneCrisisIsAbout("example");
        assertThat(crisis().kinds()).containsExactly(Kind.CONTENT);
        assertThat(crisis().level()).isEqualTo(3);
        assertThat(crisis().description()).contains("R23", "weibo", "24 h: 1001");
        assertThat(facts.known(number).get("discussions")).isEqualTo(2401);
        answers("User_VerifyReport", "content", true);

        passes("PT30M");
        said(figure("volume", "example", "discussions", 100_001, now()));
        assertThat(facts.known(number).get("discussions")).isEqualTo(100_001);
        assertThat(crisis().level()).as("R31 needs the repost").isEqualTo(3);

        said(mention("article", "example", "techcrunch", Sentiment.NEGATIVE, now()));

        assertThat(crisis().level()).isEqualTo(2);
        assertThat(crisis().reasons()).extracting(Crisis.Reason::clause).contains("R31");
        assertThat(crisesAbout("example")).hasSize(1);
        assertThat(fired()).contains("RAISED R23", "JOINED R23", "JOINED R18");
        nothingOfThePublicIsInTheEngine();
    }

    @Test
    void whatWasSaidYesterdayIsNotCountedToday() {
        said(
                0,
                600,
                i -> mention("old" + i, "example", "weibo", Sentiment.NEGATIVE, now().minus(Duration.ofMinutes(i))));
        passes("PT24H");
        said(
                0,
                600,
                i -> mention("new" + i, "example", "weibo", Sentiment.NEGATIVE, now().minus(Duration.ofMinutes(i))));
        assertThat(crisesAbout("example")).isEmpty();
    }

    @Test
    void theSiteIsDownAndAfter15MinutesThatIsLevel1() {
        said(figure("probe-1", "site", "unreachable", 1, now()));
        assertThat(crisesAbout("site")).as("one probe is not enough").isEmpty();
        passes("PT1M");
        said(figure("probe-2", "site", "unreachable", 1, now()));

        theOneCrisisIsAbout("site");
        assertThat(crisis().kinds()).containsExactly(Kind.TECHNICAL);
        answers("User_VerifyReport", "technical", true);
        assertThat(crisis().level()).isEqualTo(3);

        SignalPipeline.posts(port, "alertmanager", "application/json", alertmanagerSaysTheSiteIsDown());
        SignalPipeline.posts(port, "tickets", "text/csv", complaints(150));
        looks();
        assertThat(crisesRaised()).as("monitoring and users speak of the same").containsExactly(number);
        assertThat(sql.sql("select count(*) from signal where subject = 'site'")
                        .query(Long.class)
                        .single())
                .isEqualTo(2 + 1 + 150);

        passes("PT30M");
        assertThat(crisis().level()).isEqualTo(1);
        assertThat(crisis().reasons()).extracting(Crisis.Reason::clause).contains("R27");
    }

    @Test
    void aLeakGrowsWithTheNumberThatIsNamed() {
        said(new Signal(
                SignalPipeline.SOURCE,
                "post",
                Signal.Kind.MENTION,
                "user-data",
                "data-leak",
                null,
                PRIVATE_WORDS,
                null,
                null,
                "forum",
                Sentiment.NEGATIVE,
                null,
                false,
                now()));
        assertThat(crisesAbout("user-data")).as("a lone anonymous voice").isEmpty();

        said(new Signal(
                SignalPipeline.SOURCE,
                "951100",
                Signal.Kind.LOG,
                "user-data",
                "data-leak",
                null,
                null,
                null,
                null,
                null,
                null,
                Severity.CRITICAL,
                false,
                now()));
        theOneCrisisIsAbout("user-data");
        assertThat(fired()).containsExactly("RAISED R16");
        answers("User_VerifyReport", "technical", true);
        assertThat(crisis().level()).isEqualTo(3);

        passes("PT1H");
        said(new Signal(
                SignalPipeline.SOURCE,
                "advisory",
                Signal.Kind.ADVISORY,
                "user-data",
                "leaked_users",
                10_001.0,
                null,
                null,
                "a security body",
                null,
                null,
                Severity.CRITICAL,
                false,
                now()));
        assertThat(crisis().level()).isEqualTo(1);
        assertThat(crisis().reasons()).extracting(Crisis.Reason::clause).contains("R28");
        assertThat(crisesRaised()).containsExactly(number);
        nothingOfThePublicIsInTheEngine();
    }

    @Test
    void whatHappensDuringTheReviewIsAnotherCrisis() {
        said(alert("first", "site", Severity.CRITICAL, false, now()));
        theOneCrisisIsAbout("site");
        passes("PT5M");
        answers("User_VerifyReport", "serviceDown", true, "businessInterrupted", "complete");
        teamWorksUntil("User_HoldReview");
        passes("PT10M");

        said(alert("old news", "site", Severity.WARNING, false, now()));
        assertThat(crisesAbout("site")).as("what was dealt with raises no more").hasSize(1);
        said(alert("second", "site", Severity.CRITICAL, false, now()));

        assertThat(crisesAbout("site")).hasSize(2);
        assertThat(crises.find(crisesAbout("site").get(1)).orElseThrow().phase())
                .isEqualTo(Phase.VERIFYING);
        assertThat(crisis().phase()).isEqualTo(Phase.REVIEWING);
    }

    private String alertmanagerSaysTheSiteIsDown() {
        return """
                {"version": "4", "groupKey": "{}:{}", "truncatedAlerts": 0, "status": "firing", "receiver": "crisis-plan",
                 "groupLabels": {}, "commonLabels": {}, "commonAnnotations": {}, "externalURL": "http://alertmanager.example",
                 "alerts": [{"status": "firing", "fingerprint": "2fbb1c7c3c6b1c1a", "generatorURL": "http://prometheus.example",
                   "labels": {"alertname": "SiteDown", "service": "site", "severity": "critical"},
                   "annotations": {"summary": "The site does not answer"},
                   "startsAt": "%s", "endsAt": "0001-01-01T00:00:00Z"}]}""".formatted(now());
    }

    private String complaints(int users) {
        return IntStream.range(0, users)
                .mapToObj(user -> "t%d,user %d,网站崩溃,%s".formatted(user, user, now()))
                .collect(Collectors.joining("\n", "id,user,text,created_at\n", "\n"));
    }

    private Signal loginFailure(int user) {
        return report("login-" + user, "login", "login_failure", "user " + user, PRIVATE_WORDS, now());
    }

    private void said(int from, int until, IntFunction<Signal> what) {
        SignalPipeline.says(product, from, until, what);
        looks();
    }

    private void said(Signal signal) {
        said(0, 1, i -> signal);
    }

    private void looks() {
        SignalPipeline.looks(product);
        if (!number.isEmpty()) {
            runDueJobs();
        }
    }

    private void theOneCrisisIsAbout(String subject) {
        assertThat(crisesAbout(subject)).hasSize(1);
        number = crisesAbout(subject).get(0);
        runDueJobs();
    }

    private List<String> crisesAbout(String subject) {
        return sql.sql(
                        "select distinct crisis from signal_trigger where subject = ? and effect = 'RAISED' order by crisis")
                .param(subject)
                .query(String.class)
                .list();
    }

    private List<String> crisesRaised() {
        return sql.sql("select distinct crisis from signal_trigger where effect = 'RAISED'")
                .query(String.class)
                .list();
    }

    private List<String> fired() {
        return sql
                .sql("select effect, clause from signal_trigger where crisis = ? order by at, effect desc, clause")
                .param(number)
                .query((row, i) -> row.getString("effect") + " " + row.getString("clause"))
                .list()
                .stream()
                .distinct()
                .toList();
    }

    private String root() {
        return runtime.createProcessInstanceQuery()
                .processInstanceBusinessKey(number)
                .rootProcessInstances()
                .singleResult()
                .getId();
    }

    private void nothingOfThePublicIsInTheEngine() {
        assertThat(history.createHistoricVariableInstanceQuery()
                        .processInstanceIdIn(instancesOfTheCase().toArray(String[]::new))
                        .list())
                .extracting(variable -> String.valueOf(variable.getValue()))
                .isNotEmpty()
                .noneMatch(text ->
                        text.contains("open-sesame") || text.contains("words of") || text.contains("author of"));
        assertThat(crisis().description()).doesNotContain("open-sesame", "words of");
    }
}
