package org.crisisplan.audit.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.RuntimeService;
import org.crisisplan.PlanTest;
import org.crisisplan.access.Visitor;
import org.crisisplan.crisis.Crises;
import org.crisisplan.crisis.CrisisPlan;
import org.crisisplan.crisis.CrisisReport;
import org.crisisplan.crisis.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An auditor looks for cases. */
@PlanTest
class SearchPageTest {

    private static final Pattern COUNT = Pattern.compile("<h2[^>]*>([\\d,]+) cases</h2>");

    @LocalServerPort
    int port;

    @Autowired
    CrisisPlan plan;

    @Autowired
    Crises crises;

    @Autowired
    RuntimeService runtime;

    @Autowired
    JdbcClient sql;

    private Visitor auditor;
    /** In both cases, and in no other of all tests. */
    private final String place = "Zweibrücken" + Long.toString(System.nanoTime(), 36);

    private String leak = "";
    private String rumour = "";

    @BeforeEach
    void twoCases() {
        auditor = new Visitor(port).loggedInAs("auditor");
        leak = plan.open(new CrisisReport(
                        place + " accounts LEAKED",
                        "6 000 000 passwords, 50%_off stand in \"plain\" text\nsince noon. 密码明文泄露。",
                        Set.of(Kind.TECHNICAL),
                        Map.of("leakedUsers", 6_000_000)))
                .number();
        rumour = plan.open(new CrisisReport(
                        "谣言称本站关闭", "An article claims " + place + " closes.", Set.of(Kind.CONTENT), Map.of()))
                .number();
    }

    @AfterEach
    void leaveNothing() {
        for (String number : List.of(leak, rumour)) {
            runtime.createProcessInstanceQuery()
                    .processInstanceBusinessKey(number)
                    .rootProcessInstances()
                    .list()
                    .forEach(root -> runtime.deleteProcessInstance(root.getId(), "test over"));
        }
        sql.sql("delete from crisis where number like 'CR-2019-7%'").update();
    }

    @Test
    void wordsAreFoundWhereverTheyStandInWhateverLetters() {
        assertThat(found("q", leak.toLowerCase())).containsExactly(leak);
        assertThat(found("q", "leaked " + place.toUpperCase())).containsExactly(leak);
        assertThat(found("q", place.toLowerCase())).containsExactly(rumour, leak);
        assertThat(found("q", "\"article claims\" " + place)).containsExactly(rumour);
        assertThat(found("q", "\"claims article\"")).isEmpty();
        assertThat(found("q", "明文泄露 " + place)).containsExactly(leak);
        assertThat(found("q", "本站 关闭 " + place)).containsExactly(rumour);
        assertThat(found("q", "6000000 " + place)).containsExactly(leak);
    }

    @Test
    void signsOfThePatternLanguageAndOfJsonAreLookedForAsTheyStand() {
        assertThat(found("q", "50%_off " + place)).containsExactly(leak);
        assertThat(found("q", "50%off")).isEmpty();
        assertThat(found("q", "5_%")).isEmpty();
        assertThat(found("q", "\"plain\" " + place)).containsExactly(leak);
        assertThat(found("q", "'; drop table crisis; --")).isEmpty();
        assertThat(found("q", "\\ " + place)).isEmpty();
        // of the words kept with an act, "description" is the name of one and was said by nobody
        assertThat(found("q", "descriptio " + place)).isEmpty();
    }

    @Test
    void whatSomebodyWroteInTheRecordIsFoundUntilItIsErased() {
        String word = "Quittenmarmelade" + place;
        plan.correctBegin(leak, java.time.Instant.parse("2020-01-01T00:00:00Z"), "because of " + word);
        assertThat(found("q", word.toUpperCase())).containsExactly(leak);

        crises.eraseWords(leak);

        assertThat(found("q", word)).isEmpty();
    }

    @Test
    void everyVersionOfAStatementIsLookedThrough() {
        sql.sql(
                        "insert into statement (id, process_instance, crisis, kind, version, phase, title_en, title_zh, text_en, text_zh, hash,"
                                + " approvers, drafted_at) values (?, ?, ?, 'holding-statement', 0, 'verifying', 'T', '题', 'Sesquipedalian words',"
                                + " '繁文缛节', 'h', '', ?)")
                .params("search-test", "search-test", rumour, OffsetDateTime.parse("2026-01-01T00:00:00Z"))
                .update();
        try {
            assertThat(found("q", "sesquipedalian " + place)).containsExactly(rumour);
            assertThat(found("q", "繁文缛节 谣言 " + place)).containsExactly(rumour);
        } finally {
            sql.sql("delete from statement where id = 'search-test'").update();
        }
    }

    @Test
    void peopleAreFoundByLoginAndByNameWhoDidSomething() {
        var technician = new Visitor(port);
        assertThat(technician
                        .asMachine("tech", "POST", "/api/crises/" + leak + "/facts", "{\"leakedUsers\": 7000000}")
                        .statusCode())
                .isEqualTo(200);

        assertThat(found("person", "tech", "q", place)).containsExactly(leak);
        assertThat(found("person", "技术部", "q", place)).containsExactly(leak);
        assertThat(found("person", "finance", "q", place)).isEmpty();
        assertThat(found("person", "nobody-of-that-name")).isEmpty();
    }

    @Test
    void casesAreFoundByLevelKindClauseStateAndDays() {
        sql.sql("insert into crisis_grade (number, seq, graded_at, level, reasons, facts, in_force)"
                        + " values (?, 99, ?, 2, '[{\"clause\":\"R999\",\"text\":\"x\"}]', '{}', true)")
                .params(rumour, OffsetDateTime.parse("2026-01-01T00:00:00Z"))
                .update();

        assertThat(found("level", "2", "q", place)).containsExactly(rumour);
        assertThat(found("level", "1", "q", place))
                .as("a suspicion is no level")
                .isEmpty();
        assertThat(found("clause", "r999", "q", place)).containsExactly(rumour);
        assertThat(found("clause", "R99")).isEmpty();
        assertThat(found("kind", "technical", "q", place)).containsExactly(leak);
        assertThat(found("state", "open", "q", place)).containsExactly(rumour, leak);
        assertThat(found("state", "closed", "q", place)).isEmpty();
        assertThat(found("until", "2020-01-01", "q", place)).isEmpty();
    }

    @Test
    void pagesAreCountedExactlyAndLeadOn() {
        for (int i = 0; i < 45; i++) {
            sql.sql("""
                            insert into crisis (number, title, description, technical, content, phase, level, reasons, plan_version,
                                opened_at, closed_at) values (?, ?, '', true, false, 'closed', 1, '[]', 'v1', ?, ?)""")
                    .params(
                            "CR-2019-7" + (100 + i),
                            "Countable " + i,
                            OffsetDateTime.parse("2019-05-01T00:00:00Z").plusMinutes(i),
                            OffsetDateTime.parse("2019-06-01T00:00:00Z"))
                    .update();
        }
        String first = page("q", "countable");
        String last = page("q", "countable", "page", "2");

        assertThat(first)
                .contains(">45 cases<", "Countable 44<", "Countable 25<", "Page 1 of 3")
                .doesNotContain("Countable 24<");
        assertThat(last)
                .contains("Countable 4<", "Countable 0<", "Page 3 of 3")
                .doesNotContain("Countable 5<", "rel=\"next\"");
        assertThat(last).contains("/crises/CR-2019-7100/dossier", "/crises/CR-2019-7100/record");
        assertThat(page("from", "2019-05-01", "until", "2019-05-01")).contains(">45 cases<");
        assertThat(auditor.get("/audit/search.csv?q=countable").body().lines()).hasSize(46);
    }

    @Test
    void whatCannotBeReadIsSaidAndNothingIsFound() {
        String page = page("from", "1.10.2026", "level", "7", "clause", "27", "q", "<script>");

        assertThat(page).contains("“1.10.2026” is no day", "“7” is no number", "“27” is no clause", ">0 cases<");
        assertThat(page).contains("value=\"&lt;script&gt;\"").doesNotContain("<script>");
        var file = auditor.get("/audit/search.csv?from=yesterday");
        assertThat(file.statusCode()).isEqualTo(400);
        assertThat(file.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
        assertThat(file.body()).contains("\"field\":\"from\"", "is no day");
    }

    private List<String> found(String... question) {
        String page = page(question);
        List<String> numbers = Pattern.compile("<span class=\"number\">(CR-\\d{4}-\\d+)</span>")
                .matcher(page)
                .results()
                .map(one -> one.group(1))
                .toList();
        Matcher count = COUNT.matcher(page);
        assertThat(count.find()).isTrue();
        if (numbers.size() < 20) {
            assertThat(count.group(1)).isEqualTo(String.valueOf(numbers.size()));
        }
        return numbers;
    }

    private String page(String... question) {
        StringBuilder query = new StringBuilder("/audit?");
        for (int i = 0; i < question.length; i += 2) {
            query.append(question[i])
                    .append('=')
                    .append(URLEncoder.encode(question[i + 1], StandardCharsets.UTF_8))
                    .append('&');
        }
        var answer = auditor.page(query.toString());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }
}
