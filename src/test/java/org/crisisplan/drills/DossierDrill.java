package org.crisisplan.drills;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.crisisplan.audit.dossier.Block;
import org.crisisplan.audit.dossier.Block.Mark;
import org.crisisplan.audit.dossier.Dossier;
import org.crisisplan.audit.dossier.Dossiers;
import org.crisisplan.audit.dossier.Section;
import org.crisisplan.crisis.Kind;
import org.crisisplan.crisis.record.ActKind;
import org.crisisplan.crisis.record.CrisisRecord;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

/** What an auditor reads of a crisis afterwards, and whether it says why something of the plan was not done. */
class DossierDrill extends Drill {

    @Autowired
    Dossiers dossiers;

    @Autowired
    CrisisRecord record;

    @Autowired
    WebApplicationContext application;

    @Test
    void everythingThatHappenedFromTheReportToTheReview() throws Exception {
        as("service");
        reported("Some users see other users' orders", Kind.TECHNICAL, facts("widespreadComplaints", true));
        identities.clearAuthentication();
        answers("User_VerifyReport", "technical", true);
        answers("User_ApproveStatement", "verdict", "reject", "verdictComment", "Say which service.");
        answers("User_DraftStatement");
        passes(Duration.between(now(), deadline("respond").due()).plusHours(1).toString());
        newFacts(facts("leakedUsers", 20_000));
        teamWorksToTheEnd();
        passes("PT10M");

        assertThat(values("summary"))
                .contains("Reported by = Customer service (service)", "Plan version = " + crisis().planVersion());
        assertThat(table("decisions", "grades"))
                .anyMatch(row ->
                        row.contains("Level 2 → Level 1") && row.contains("R28 Major leak") && row.contains("20000"));
        assertThat(table("decisions", "tables"))
                .as("the rule that fired, what it was asked with, and the version")
                .anyMatch(row -> row.startsWith("2026-")
                        && row.contains("Crisis level")
                        && row.contains("R28 Major leak")
                        && row.contains("20000")
                        && row.endsWith(crisis().planVersion()));
        assertThat(links("decisions", "tables"))
                .isNotEmpty()
                .allMatch(link -> link.matches("/camunda/app/cockpit/default/#/decision-instance/[0-9a-f-]+"));
        assertThat(table("people", "told")).singleElement().asString().contains("Management (manager)", "Mail sent");
        assertThat(table("people", "acknowledged")).singleElement().asString().contains("Management (manager)");
        assertThat(table("people", "signed")).hasSize(3).allMatch(row -> row.contains("signed"));
        assertThat(table("people", "team"))
                .singleElement()
                .asString()
                .contains("Leader · Public relations: Public relations (pr)");
        assertThat(table("tasks", "tasks"))
                .as("who did it, how late, and what they answered in place of what")
                .anyMatch(row -> row.contains("Isolate the fault")
                        && row.contains("Technology (tech)")
                        && row.contains("late by 41 h"))
                .anyMatch(row ->
                        row.contains("Confirm the loss") && row.contains("Loss confirmed by finance: 365000 → 120000"));
        assertThat(table("deadlines", "promises"))
                .anyMatch(row ->
                        row.startsWith("First response") && row.contains("met too late") && row.contains("late by 1 h"))
                .anyMatch(row -> row.startsWith("Holding statement") && row.endsWith("missed"))
                .anyMatch(row -> row.startsWith("Review held") && row.contains("met 2026-"));
        assertThat(table("deadlines", "escalations"))
                .anyMatch(row -> row.contains("Reminded")
                        && row.contains("Isolate the fault")
                        && row.contains("Technology (tech)"))
                .anyMatch(row -> row.contains("Escalated") && row.contains("management asked: Management (manager)"));
        assertThat(table("mails", "mails")).anyMatch(row -> row.contains("manager@") && row.contains("Sent 2026-"));
        assertThat(table("loss", "confirmed"))
                .singleElement()
                .asString()
                .contains("Finance (finance)", "120000", "recovered later");
        assertThat(values("loss"))
                .anyMatch(value -> value.startsWith("Lost orders = get or else(averageDailyOrderAmount, 0)"));
        assertThat(table("compensation", "acts"))
                .anyMatch(row -> row.contains("Longer membership") && row.contains("Finance (finance)"));
        assertThat(table("review", "improvements")).hasSize(2).allMatch(row -> row.startsWith("AI-2026-"));
        assertThat(table("plan", "versions")).anyMatch(row -> row.startsWith(crisis().planVersion() + " | 20"));
        assertThat(table("timeline", "timeline")).hasSize(record.count(number));

        theClausesAreHeldAgainstWhatHappened();
        aTextThatNobodyApprovedIsNamed();
        thePageIsSiftedByPersonAndKind();
    }

    private void theClausesAreHeldAgainstWhatHappened() {
        List<String> clauses = table("clauses", "overview");
        assertThat(clause(clauses, "R43")).contains("| done |");
        assertThat(clause(clauses, "R38")).contains("| done late |");
        assertThat(clause(clauses, "R25")).contains("done");
        assertThat(clause(clauses, "R52")).contains("| skipped |").contains("“What kind?” was answered: technical");
        assertThat(clause(clauses, "R26")).contains("| skipped |").contains("“Level 2 or worse?” was answered: yes");
        assertThat(clause(clauses, "R27"))
                .contains("| skipped |")
                .contains("no such row of “Technical level” fitted the facts");
        assertThat(clause(clauses, "R48")).contains("| skipped |").contains("nothing called for it: Answer an inquiry");
        assertThat(table("clauses", "steps"))
                .anyMatch(row -> row.startsWith("R38 | Report the technical findings | done late")
                        && row.contains("late by 25 h")
                        && row.endsWith("Technology (tech)"));
        assertThat(clause(table("clauses", "overview", Locale.CHINESE), "R52"))
                .contains("未执行", "“哪类危机？”")
                .doesNotContain("kind");
    }

    private void aTextThatNobodyApprovedIsNamed() {
        assertThat(texts("statements", Mark.GOOD)).containsExactly("4 of 4 published texts approved");
        assertThat(table("statements", "versions"))
                .anyMatch(row -> row.startsWith("Holding statement · version 1") && row.contains("rejected"));
        assertThat(texts("statements", Mark.ADDED)).contains("We are working on it.");
        assertThat(texts("statements", Mark.REMOVED)).anyMatch(sentence -> sentence.contains("We learned of it at"));

        String id = sql.sql("select id from statement where crisis = ? and kind = 'all-clear' and version = 1")
                .param(number)
                .query(String.class)
                .single();
        sql.sql("update statement set text_en = 'All is well, and always was.' where id = ?")
                .param(id)
                .update();
        sql.sql("update approval set verdict = 'reject' where for_group = 'legal' and statement_id in"
                        + " (select id from statement where crisis = ? and kind = 'first')")
                .param(number)
                .update();

        assertThat(texts("statements", Mark.BAD))
                .containsExactlyInAnyOrder(
                        "2 of 4 published texts approved",
                        "First statement · version 1: no approval of exactly this text by Legal",
                        "All-clear · version 1: the text that stands here is not the one that was submitted",
                        "All-clear · version 1: no approval of exactly this text by Legal, Management, Technology",
                        "All-clear · version 1: public status page was given another text",
                        "All-clear · version 1: private message to those affected was given another text");
    }

    private void thePageIsSiftedByPersonAndKind() throws Exception {
        long theirs = record.of(number, 0, 10_000).stream()
                .filter(act ->
                        act.kind() == ActKind.TASK_COMPLETED && act.actor().id().equals("legal"))
                .count();
        String page = page("/crises/" + number + "/dossier?by=legal&kind=task-completed");
        assertThat(page)
                .contains("id=\"statements\"", theirs + " of " + String.format("%,d", record.count(number)) + " acts");
        assertThat(Pattern.compile("<tr id=\"act-").matcher(page).results().count())
                .isEqualTo(theirs);
        assertThat(page("/crises/" + number + "/dossier"))
                .as("nothing is cut without saying so")
                .contains(
                        "Page 1 of " + ((record.count(number) + 199) / 200),
                        "All " + record.count(number) + " on one page");
        assertThat(page("/crises/" + number)).contains("/crises/" + number + "/dossier");
        assertThat(page("/crises/" + number + "/record")).contains("/crises/" + number + "/dossier");
    }

    @Test
    void aFalseAlarmSaysWhyNothingElseWasDone() throws Exception {
        reported("Payment is down", Kind.TECHNICAL, facts("keyBusiness", "payment", "downtimeHours", 5));
        answers("User_VerifyReport", "isCrisis", "no", "falseAlarmReason", "A test order.");
        as("admin");
        plan.eraseWords(number, 1, "The reporter asked for it.");
        identities.clearAuthentication();

        assertThat(clause(table("clauses", "overview"), "R43"))
                .contains("| skipped |")
                .contains("“Is it a crisis?” was answered: no");
        assertThat(clause(table("clauses", "overview"), "R32")).contains("| done |");
        assertThat(clause(table("clauses", "overview"), "R30"))
                .as("its row fitted")
                .contains("| done |");
        assertThat(values("summary")).contains("The report = What people wrote here has been erased.");
        assertThat(table("summary", "erased"))
                .singleElement()
                .asString()
                .contains("admin", "The reporter asked for it.");
        assertThat(texts("statements", Mark.GOOD)).containsExactly("0 of 0 published texts approved");

        String over = everyPage("/audit/clauses?clause=R43&state=skipped", "auditors");
        assertThat(over).contains("#clause-R43-steps", number, "“Is it a crisis?” was answered: no");
        assertThat(everyPage("/audit/clauses?clause=R43&state=skipped", "analysts"))
                .as("numbers, and not whose")
                .contains("“Is it a crisis?” was answered: no")
                .doesNotContain(number);

        history.deleteHistoricProcessInstance(history.createHistoricProcessInstanceQuery()
                .processInstanceBusinessKey(number)
                .processDefinitionKey("crisis-response")
                .singleResult()
                .getId());
        assertThat(texts("clauses", Mark.MUTED))
                .as("what was removed is not called skipped")
                .singleElement()
                .asString()
                .contains("was removed");
    }

    // ---- reading a dossier

    private Dossier dossier(Locale language) {
        return dossiers.of(number, language);
    }

    private Section section(String key, Locale language) {
        return dossier(language).sections().stream()
                .filter(section -> section.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    private Block.Table blockTable(String section, String key, Locale language) {
        return section(section, language).blocks().stream()
                .filter(block ->
                        block instanceof Block.Table found && found.key().equals(key))
                .map(Block.Table.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private List<String> table(String section, String key) {
        return table(section, key, Locale.ENGLISH);
    }

    private List<String> table(String section, String key, Locale language) {
        return blockTable(section, key, language).rows().stream()
                .map(row -> row.cells().stream().map(Block.Cell::text).collect(Collectors.joining(" | ")))
                .toList();
    }

    private List<String> links(String section, String key) {
        return blockTable(section, key, Locale.ENGLISH).rows().stream()
                .map(row -> row.cells().get(1).link())
                .toList();
    }

    private List<String> values(String section) {
        return section(section, Locale.ENGLISH).blocks().stream()
                .filter(Block.Values.class::isInstance)
                .flatMap(block -> ((Block.Values) block).values().stream())
                .map(value -> value.name() + " = " + value.cell().text())
                .toList();
    }

    private List<String> texts(String section, Mark mark) {
        return section(section, Locale.ENGLISH).blocks().stream()
                .filter(Block.Text.class::isInstance)
                .flatMap(block -> ((Block.Text) block).pieces().stream())
                .filter(piece -> piece.mark() == mark)
                .map(piece -> piece.text().strip())
                .toList();
    }

    private static String clause(List<String> rows, String clause) {
        return rows.stream()
                .filter(row -> row.startsWith(clause + " |"))
                .findFirst()
                .orElseThrow();
    }

    private String page(String address) throws Exception {
        return page(address, "auditors");
    }

    /** Crises of other tests may be newer, and fill the first page. */
    private String everyPage(String address, String group) throws Exception {
        StringBuilder all = new StringBuilder();
        String one;
        int page = 0;
        do {
            one = page(address + "&page=" + page, group);
            all.append(one);
            page++;
        } while (one.contains("page=" + page));
        return all.toString();
    }

    private String page(String address, String group) throws Exception {
        MockMvc browser = MockMvcBuilders.webAppContextSetup(application)
                .apply(springSecurity())
                .build();
        return browser.perform(get(address)
                        .locale(Locale.ENGLISH)
                        .with(user(group.replaceFirst("s$", "")).authorities(new SimpleGrantedAuthority(group))))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
    }
}
