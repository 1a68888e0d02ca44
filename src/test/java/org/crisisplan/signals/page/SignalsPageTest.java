package org.crisisplan.signals.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.crisisplan.PlanTest;
import org.crisisplan.decision.LatestDecisions;
import org.crisisplan.signals.Signal;
import org.crisisplan.signals.Signal.Sentiment;
import org.crisisplan.signals.Signal.Severity;
import org.crisisplan.signals.source.SourceRepository;
import org.crisisplan.signals.trigger.SignalPipeline;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

/** Analysts see what is watched and how near it is to the plan's numbers, and try other numbers; a crisis shows what is behind it. */
@PlanTest
class SignalsPageTest {

    private static final Instant MONDAY = Instant.parse("2026-11-23T08:00:00Z");
    private static final String SCRIPT = "<script>alert('x')</script> [[${7*7}]]";

    @Autowired
    WebApplicationContext application;

    @Autowired
    JdbcClient sql;

    @Autowired
    RuntimeService runtime;

    @Autowired
    LatestDecisions tables;

    private MockMvc browser;

    @BeforeEach
    void open() {
        ClockUtil.setCurrentTime(Date.from(MONDAY));
        SignalPipeline.forgets(application);
        browser = MockMvcBuilders.webAppContextSetup(application)
                .apply(springSecurity())
                .build();
    }

    @AfterEach
    void leaveNothing() {
        for (String crisis : crises()) {
            runtime.createProcessInstanceQuery()
                    .processInstanceBusinessKey(crisis)
                    .rootProcessInstances()
                    .list()
                    .forEach(left -> runtime.deleteProcessInstance(left.getId(), "test over"));
        }
        SignalPipeline.forgets(application);
        ClockUtil.reset();
    }

    @Test
    void theWindowsStandBesideTheirNumbers() throws Exception {
        says(
                0,
                950,
                i -> SignalPipeline.mention(
                        "m" + i, "brand", "weibo", Sentiment.NEGATIVE, MONDAY.minus(Duration.ofMinutes(i))));

        String page = page("/signals", Locale.ENGLISH);
        assertThat(page).contains("brand", "mention: weibo", "24 h: 950", "950 · &gt; 1000 → R23 raise", "<svg");
        assertThat(page("/signals", Locale.CHINESE)).contains("窗口与阈值", "此前 24 小时", "触发");
        assertThat(page("/signals/about/brand", Locale.ENGLISH, "pr", "publicRelations"))
                .contains("What was said last", "words of m949", "class=\"hour\"");
        assertThat(page("/signals/about/nothing-here", Locale.ENGLISH)).contains("Nothing was said");
        assertThat(page("/signals/about/x'--", Locale.ENGLISH)).contains("Nothing was said");
    }

    @Test
    void whatStrangersWroteIsShownAsTheyWroteItAndDoesNothing() throws Exception {
        says(0, 1, i -> SignalPipeline.report("r", "login", "login_failure", SCRIPT, SCRIPT, MONDAY));
        String page = page("/signals/about/login", Locale.ENGLISH, "service", "customerService");
        assertThat(page).contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; [[${7*7}]]");
        assertThat(page).doesNotContain("<script>", "javascript:", " style=");
    }

    @Test
    void whatPeopleWroteIsReadByTheTeamAndFiguresByTheAnalysts() throws Exception {
        says(0, 1, i -> SignalPipeline.report("r", "login", "login_failure", "somebody", "my words", MONDAY));
        assertThat(page("/signals/about/login", Locale.ENGLISH, "auditor", "auditors"))
                .contains("my words", "somebody");
        assertThat(page("/signals/about/login", Locale.ENGLISH, "analyst", "analysts"))
                .contains("report: cannot log in")
                .doesNotContain("my words", "somebody")
                .contains("is read by the team");
    }

    @Test
    void aCrisisShowsWhyItWasRaisedAndThatASourceSaysItIsOver() throws Exception {
        says(0, 1, i -> SignalPipeline.alert("a", "search", Severity.CRITICAL, false, MONDAY));
        SignalPipeline.looks(application);
        String number = crises().get(0);

        String crisis = page("/crises/" + number, Locale.ENGLISH);
        assertThat(crisis).contains("The signals behind it", "R15", "/signals/about/search");
        assertThat(crisis).doesNotContain("Nothing was closed");
        assertThat(page("/crises/" + number, Locale.CHINESE)).contains("相关信号");
        assertThat(page("/signals", Locale.ENGLISH)).contains(number, "raised it");

        ClockUtil.setCurrentTime(Date.from(MONDAY.plusSeconds(600)));
        says(0, 1, i -> SignalPipeline.alert("a-over", "search", Severity.CRITICAL, true, MONDAY.plusSeconds(600)));
        SignalPipeline.looks(application);
        assertThat(page("/crises/" + number, Locale.ENGLISH))
                .contains("At 2026-11-23 16:10 a source said that it is over. Nothing was closed");
    }

    @Test
    void aChangedTableIsTriedOnThePastWeekAndRaisesNothing() throws Exception {
        says(
                0,
                400,
                i -> SignalPipeline.mention(
                        "w" + i,
                        "brand",
                        "weibo",
                        Sentiment.NEGATIVE,
                        MONDAY.minus(Duration.ofMinutes(2000 + 3L * i))));
        String table = page("/signals/table", Locale.ENGLISH);
        assertThat(table).isEqualTo(tables.file("triggers"));

        String asItIs = tried(table);
        assertThat(asItIs).contains("With the changed table: 1", "With the table as it is now: 1");
        String changed = tried(table.replace("&gt; 1000", "&gt; 350"));
        assertThat(changed).contains("With the changed table: 2", "With the table as it is now: 1");
        assertThat(changed).contains("Over 1000 new negative comments");
        assertThat(crises()).isEmpty();
    }

    @Test
    void aTableThatThePlanWouldRefuseIsNotTried() throws Exception {
        String table = tables.file("triggers");
        assertThat(tried("nothing at all")).contains("The table was not tried");
        assertThat(tried(table.replace("&gt; 1000", "&gt; &gt;")))
                .contains("The table was not tried", "cannot be read");
        assertThat(tried(table.replace("id=\"triggers\"", "id=\"others\""))).contains("The table was not tried");
        assertThat(tried(table.replace(
                        "<text>&gt; 1000</text>", "<text>count(for i in 1..999999999 return i) = 1</text>")))
                .contains("The table was not tried");
    }

    private String tried(String table) throws Exception {
        return browser.perform(multipart("/signals/trial")
                        .file(new MockMultipartFile(
                                "table", "triggers.dmn", "text/xml", table.getBytes(StandardCharsets.UTF_8)))
                        .with(user("analyst").authorities(() -> "analysts"))
                        .with(csrf())
                        .locale(Locale.ENGLISH))
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
    }

    @Test
    void whatIsBehindACrisisCanBeReadHoweverMuchWasSaidSince() throws Exception {
        says(
                0,
                120,
                i -> SignalPipeline.report("r" + i, "login", "login_failure", "user " + i, "words no. " + i, MONDAY));
        String newest = asTeam("/signals/about/login");
        assertThat(newest).contains("words no. 119", "words no. 70").doesNotContain("words no. 69", "Newest signals");

        String older = asTeam(linkOf(newest, "Older signals"));
        assertThat(older)
                .contains("words no. 69", "words no. 20", "Newest signals")
                .doesNotContain("words no. 70");
        String oldest = asTeam(linkOf(older, "Older signals"));
        assertThat(oldest).contains("words no. 19", "words no. 0").doesNotContain("Older signals");
    }

    private String asTeam(String path) throws Exception {
        return page(path, Locale.ENGLISH, "pr", "publicRelations");
    }

    private static String linkOf(String page, String words) {
        Matcher link = Pattern.compile("<a href=\"([^\"]*)\">" + words + "</a>").matcher(page);
        assertThat(link.find()).as(words).isTrue();
        return link.group(1).replace("&amp;", "&");
    }

    @Test
    void whatEachSourceSaysNow() throws Exception {
        says(0, 3, i -> SignalPipeline.report("r" + i, "login", "login_failure", "user " + i, "words", MONDAY));
        application.getBean(SourceRepository.class).failed("tickets", "HTTP 401");
        assertThat(page("/signals", Locale.ENGLISH, "analyst", "analysts").replaceAll("\\s+", " "))
                .containsPattern(
                        "<td><span>api</span>.*?heard</span></td> <td><time[^>]*>2026-11-23 16:00</time></td> <td>3</td>")
                .containsPattern("tickets.*?faulty.*?HTTP 401")
                .containsPattern("shut.*?shut: no key");
    }

    private String page(String path, Locale language) throws Exception {
        return page(path, language, "auditor", "auditors");
    }

    private String page(String path, Locale language, String person, String group) throws Exception {
        MockHttpServletRequestBuilder request = get(path).locale(language).accept("text/html", "*/*");
        return browser.perform(request.with(user(person).authorities(() -> group)))
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
    }

    private void says(int from, int until, java.util.function.IntFunction<Signal> what) {
        SignalPipeline.says(application, from, until, what);
        SignalPipeline.counts(application);
    }

    private List<String> crises() {
        return sql.sql("select distinct crisis from signal_trigger where crisis is not null")
                .query(String.class)
                .list();
    }
}
