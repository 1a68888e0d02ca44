package org.crisisplan.signals.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.crisisplan.BesideThePlan;
import org.crisisplan.PlanTest;
import org.crisisplan.signals.Signal.Severity;
import org.crisisplan.site.MaintenanceWindow;
import org.crisisplan.site.Site;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A scheduled interruption is no incident; what goes on after it is one, and so is everything that it does not explain. */
@PlanTest
class AnnouncedWorkTest {

    private static final String WINDOW = "2026-01-11-payment";

    @Autowired
    ApplicationContext product;

    @Autowired
    JdbcClient sql;

    @Autowired
    RuntimeService runtime;

    @Autowired
    Site site;

    private String plan = "";

    @BeforeEach
    void paymentIsWorkedOnFromEightToNine() {
        SignalPipeline.forgets(product);
        plan = BesideThePlan.runs(
                product,
                "dmn/maintenance-windows.dmn",
                BesideThePlan.shipped("dmn/maintenance-windows.dmn")
                        .replace("2026-01-11T02:00+08:00", "2026-11-23T16:00+08:00")
                        .replace("2026-01-11T04:00+08:00", "2026-11-23T17:00+08:00"));
        await().until(() -> site.windows().stream()
                .map(MaintenanceWindow::from)
                .toList()
                .equals(List.of(Instant.parse("2026-11-23T08:00:00Z"))));
    }

    @AfterEach
    void leaveNothing() {
        crises("%")
                .forEach(crisis -> runtime.createProcessInstanceQuery()
                        .processInstanceBusinessKey(crisis)
                        .processDefinitionKey("crisis-response")
                        .list()
                        .forEach(left -> runtime.deleteProcessInstance(left.getId(), "test over")));
        SignalPipeline.forgets(product);
        BesideThePlan.forget(product, plan);
        await().until(() -> site.windows().stream()
                .noneMatch(window -> window.from().equals(Instant.parse("2026-11-23T08:00:00Z"))));
        ClockUtil.reset();
    }

    private void alertAt(String time, String subject, Severity severity) {
        Instant at = Instant.parse("2026-11-23T" + time + ":00Z");
        ClockUtil.setCurrentTime(Date.from(at));
        SignalPipeline.says(product, 0, 1, i -> SignalPipeline.alert(subject + time, subject, severity, false, at));
        SignalPipeline.looks(product);
    }

    private List<String> crises(String subject) {
        return sql.sql("select crisis from signal_subject where subject like ? and crisis is not null")
                .param(subject)
                .query(String.class)
                .list();
    }

    @Test
    void anAlertAboutWhatIsWorkedOnRaisesNothingUntilItComesAgainAfterwards() {
        assertThat(site.windows()).extracting(MaintenanceWindow::key).containsExactly(WINDOW);
        alertAt("08:10", "payment", Severity.CRITICAL);
        assertThat(crises("payment")).isEmpty();

        alertAt("08:11", "login", Severity.CRITICAL);
        assertThat(crises("login")).as("nobody works on it").hasSize(1);

        alertAt("09:10", "payment", Severity.WARNING);
        assertThat(crises("payment"))
                .as("the critical one of this day came while it was worked on")
                .isEmpty();

        alertAt("09:11", "payment", Severity.CRITICAL);
        assertThat(crises("payment")).hasSize(1);
    }

    @Test
    void beforeTheWindowAnAlertRaisesACrisisAsEver() {
        alertAt("07:50", "payment", Severity.CRITICAL);
        assertThat(crises("payment")).hasSize(1);
    }
}
