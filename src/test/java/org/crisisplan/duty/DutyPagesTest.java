package org.crisisplan.duty;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.crisisplan.PlanTest;
import org.crisisplan.access.Visitor;
import org.crisisplan.crisis.Crises;
import org.crisisplan.crisis.CrisisPlan;
import org.crisisplan.crisis.CrisisReport;
import org.crisisplan.crisis.Kind;
import org.crisisplan.crisis.NoteFile;
import org.crisisplan.crisis.NoteFileType;
import org.crisisplan.crisis.record.Act;
import org.crisisplan.crisis.record.ActKind;
import org.crisisplan.crisis.record.CrisisRecord;
import org.crisisplan.duty.table.DutyTable;
import org.crisisplan.duty.table.DutyTerms;
import org.crisisplan.duty.table.Organisation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.MessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What people get at the pages of the duties (R91): who switches, who decides, and what everybody reads. */
@PlanTest
class DutyPagesTest {

    @LocalServerPort
    int port;

    @Autowired
    CrisisPlan plan;

    @Autowired
    Crises crises;

    @Autowired
    DutyTable table;

    @Autowired
    CrisisDuties duties;

    @Autowired
    DutyDecisions decisions;

    @Autowired
    DutySwitches switches;

    @Autowired
    MessageSource messages;

    @Autowired
    CrisisRecord record;

    @Autowired
    RuntimeService runtime;

    @Autowired
    TaskService tasks;

    @Autowired
    JdbcClient sql;

    private String number = "";

    @AfterEach
    void leaveNothing() {
        sql.sql("delete from duty_switch").update();
        sql.sql("delete from duty_profile").update();
        if (!number.isEmpty()) {
            runtime.createProcessInstanceQuery()
                    .processInstanceBusinessKey(number)
                    .rootProcessInstances()
                    .list()
                    .forEach(left -> runtime.deleteProcessInstance(left.getId(), "test over"));
        }
    }

    @Test
    void anAdministratorSwitchesADutyOnAndTheTeamReadsWhoCheckedIt() {
        var admin = new Visitor(port).loggedInAs("admin");
        String refused = admin.submits(
                        "/duties", "/duties", Map.of("duty", "CN-P1", "on", "true", "checkedBy", "Counsel"))
                .body();
        assertThat(refused).contains("day on which it was checked").contains("value=\"Counsel\"");
        assertThat(switches.on()).isEmpty();

        admin.submits(
                "/duties",
                "/duties",
                Map.of("duty", "CN-P1", "on", "true", "checkedBy", "Counsel on duty", "checkedOn", "2025-11-20"));
        assertThat(switches.on()).containsExactly("CN-P1");
        assertThat(new Visitor(port).loggedInAs("pr").page("/duties").body())
                .contains("Checked by Counsel on duty on 2025-11-20")
                .doesNotContain("name=\"checkedBy\"");
        assertThat(sql.sql("select count(*) from administrator_act where kind = 'duties' and what = 'switched-on'")
                        .query(Integer.class)
                        .single())
                .isPositive();

        number = plan.open(new CrisisReport(
                        "Accounts leaked", "A list is for sale.", Set.of(Kind.TECHNICAL), Map.of("leakedUsers", 5L)))
                .number();
        String page = new Visitor(port)
                .loggedInAs("auditor")
                .page("/crises/" + number + "/duties")
                .body();
        assertThat(page)
                .contains("CN-P1", "at once, the law names no hours", "CN-P2")
                .doesNotContain("name=\"why\"");
        assertThat(new Visitor(port).loggedInAs("pr").page("/crises/" + number).body())
                .contains("id=\"law-CN-P1\"");
        assertThat(new Visitor(port).loggedInAs("pr").page("/").body()).contains("law-" + number + "-CN-P1");
        assertThat(new Visitor(port)
                        .loggedInAs("auditor")
                        .page("/crises/" + number + "/dossier")
                        .body())
                .contains("id=\"duties\"", "个人信息保护法 art. 57(1)");
    }

    @Test
    void legalSetsWhenWeKnewAndNobodyElseDoes() {
        switches.turn("EU-G1", true, "Counsel", LocalDate.of(2025, 11, 20), "admin");
        switches.tell(new Organisation(List.of("EU"), "internet", List.of("controller")), "admin");
        number = plan.open(new CrisisReport(
                        "Accounts leaked", "A list is for sale.", Set.of(Kind.TECHNICAL), Map.of("leakedUsers", 5L)))
                .number();
        String address = "/crises/" + number + "/duties";
        Map<String, String> moment =
                Map.of("moment", "aware", "at", "2025-11-20T08:00", "why", "The processor told us.");

        assertThat(new Visitor(port)
                        .loggedInAs("tech")
                        .submits(address, address + "/moments", moment)
                        .statusCode())
                .isEqualTo(403);
        var legal = new Visitor(port).loggedInAs("legal");
        assertThat(legal.submits(address, address + "/moments", Map.of("moment", "aware", "at", "2025-11-20T08:00"))
                        .body())
                .contains("Say why");
        legal.submits(address, address + "/moments", moment);

        assertThat(crises.moment(number, "aware")).contains(Instant.parse("2025-11-20T00:00:00Z"));
        assertThat(legal.page(address).body()).contains("2025-11-20 08:00", "class=\"badge bad\"");
    }

    @Test
    void whoIsErasedIsErasedInRulingsAndReceiptsToo() {
        switches.turn("CN-P1", true, "Counsel", LocalDate.of(2025, 11, 20), "admin");
        number = plan.open(new CrisisReport(
                        "Accounts leaked", "A list is for sale.", Set.of(Kind.TECHNICAL), Map.of("leakedUsers", 5L)))
                .number();
        decisions.rule(number, "CN-P1", false, "As the expert Zhu Yi found.", "legal");
        DutyReceipt receipt = decisions.keepReceipt(
                number,
                "CN-P1",
                new NoteFile("zhu-yi.txt", NoteFileType.TEXT, "Received".getBytes(StandardCharsets.UTF_8)),
                "legal");
        assertThat(decisions.content(number, receipt.id())).isPresent();
        Act ruled = record.last(number, ActKind.DUTY_JUDGED, "CN-P1").orElseThrow();
        Act kept = record.last(number, ActKind.DUTY_RECEIPT_KEPT, "CN-P1").orElseThrow();

        plan.eraseWords(number, ruled.seq(), "asked for");
        plan.eraseWords(number, kept.seq(), "asked for");

        assertThat(duties.of(crises.find(number).orElseThrow(), "CN-P1")
                        .orElseThrow()
                        .ruling()
                        .reason())
                .isEmpty();
        assertThat(decisions.content(number, receipt.id())).isEmpty();
        assertThat(record.firstBroken(number)).isEmpty();
    }

    @Test
    void everyRowSaysWhatItMustSayInBothLanguages() {
        Set<String> missing = new TreeSet<>();
        Set<String> ids = new HashSet<>();
        for (DutyTerms row : table.newest().all()) {
            ids.add(row.duty());
            for (Locale language : Set.of(Locale.ENGLISH, Locale.CHINESE)) {
                if (messages.getMessage("duty.contents." + row.contents(), null, "", language)
                        .isEmpty()) {
                    missing.add(row.contents() + " " + language);
                }
            }
        }
        assertThat(missing).isEmpty();
        // the page of a task shows each reader their half of the pairs
        assertThat(table.newest().all())
                .allSatisfy(row -> assertThat(points(row, Locale.ENGLISH)).isEqualTo(points(row, Locale.CHINESE)));
        assertThat(ids).hasSizeGreaterThan(50);
        assertThat(switches.on()).as("nothing is on by itself").isEmpty();
    }

    private long points(DutyTerms row, Locale language) {
        return messages.getMessage("duty.contents." + row.contents(), null, "", language)
                .lines()
                .count();
    }
}
