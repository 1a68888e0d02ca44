package org.crisisplan.cases;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.crisisplan.cases.ArchivedCase.Aftermath;
import org.crisisplan.cases.ArchivedCase.Source;
import org.crisisplan.crisis.Crises;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.crisis.CrisisFacts;
import org.crisisplan.engine.InPlan;
import org.jspecify.annotations.Nullable;

/** Keeps the finished crisis and what was learned from it for the next one (R65); used at the end of {@code review}. */
@InPlan("archiveCase")
class ArchiveCase implements JavaDelegate {

    private static final String RECOVERY = "recover";
    private static final BigDecimal MINUTES_AN_HOUR = BigDecimal.valueOf(60);
    private static final int LONGEST_REASON = 200;
    private static final int LONGEST_COMPENSATION = 1000;

    private final ArchivedCaseRepository archive;
    private final Crises crises;
    private final CrisisFacts facts;
    private final RunningCrisis running;
    private final ObjectMapper json;
    private final Clock clock;

    ArchiveCase(
            ArchivedCaseRepository archive,
            Crises crises,
            CrisisFacts facts,
            RunningCrisis running,
            ObjectMapper json,
            Clock clock) {
        this.facts = facts;
        this.running = running;
        this.archive = archive;
        this.crises = crises;
        this.json = json;
        this.clock = clock;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String number = execution.getProcessBusinessKey();
        Crisis crisis = crises.find(number)
                .orElseThrow(() -> new IllegalStateException("There is no crisis " + number + " to archive."));
        if (crisis.drill()) {
            // what was rehearsed is no case to learn from later; its scorecard is
            return;
        }
        if (crisis.level() == null) {
            throw new IllegalStateException("The crisis " + number + " was never graded; there is nothing to archive.");
        }
        archive.keep(new ArchivedCase(
                number,
                crisis.title(),
                crisis.title(),
                LocalDate.ofInstant(crisis.openedAt(), clock.getZone()),
                running.situation(crisis),
                crisis.level(),
                because(crisis),
                new Aftermath(
                        recoveredHours(crisis), compensation(execution), confirmedLoss(execution), lessons(execution)),
                Source.OWN));
    }

    private static String because(Crisis crisis) {
        String clauses =
                crisis.reasons().stream().map(Crisis.Reason::clause).distinct().collect(Collectors.joining(" "));
        return shortened(clauses, LONGEST_REASON);
    }

    private @Nullable BigDecimal recoveredHours(Crisis crisis) {
        return crises.deadlinesOf(crisis.number()).stream()
                .filter(deadline -> deadline.what().equals(RECOVERY) && deadline.metAt() != null)
                .map(deadline -> Duration.between(crisis.openedAt(), deadline.metAt()))
                .map(took -> BigDecimal.valueOf(took.toMinutes()).divide(MINUTES_AN_HOUR, 1, RoundingMode.HALF_UP))
                .findFirst()
                .orElse(null);
    }

    private @Nullable String compensation(DelegateExecution execution) {
        Object kind = facts.value(execution, "compensationKind");
        if (kind == null || kind.equals("none") || "none".equals(facts.value(execution, "compensationDecision"))) {
            return null;
        }
        String text = String.valueOf(kind);
        Object amount = facts.value(execution, "compensationAmount");
        if (amount != null) {
            text += ", CNY " + amount + " per user 每人";
        }
        Object users = facts.value(execution, "compensationUsers");
        if (users != null) {
            text += ", " + users + " users 人";
        }
        return shortened(text, LONGEST_COMPENSATION);
    }

    private @Nullable BigDecimal confirmedLoss(DelegateExecution execution) {
        return facts.value(execution, "confirmedLoss") instanceof Number loss ? new BigDecimal(loss.toString()) : null;
    }

    private @Nullable String lessons(DelegateExecution execution) {
        List<String> lessons = new ArrayList<>();
        add(lessons, "Causes 原因: ", execution.getVariable("reviewCauses"));
        add(lessons, "Weaknesses 不足: ", execution.getVariable("reviewWeaknesses"));
        add(lessons, "Improvements 改进: ", actionItems(execution.getVariable("actionItems")));
        return lessons.isEmpty() ? null : String.join("\n", lessons);
    }

    private static void add(List<String> lessons, String label, @Nullable Object text) {
        if (text != null && !text.toString().isBlank()) {
            lessons.add(label + text.toString().strip());
        }
    }

    /** What was agreed, as a sentence; a form posts the list as JSON. */
    private String actionItems(@Nullable Object items) {
        if (items == null) {
            return "";
        }
        List<String> agreed = new ArrayList<>();
        for (JsonNode item : items instanceof Collection<?> list ? json.<JsonNode>valueToTree(list) : parsed(items)) {
            agreed.add("%s (%s, %s)"
                    .formatted(
                            item.path("what").asText(),
                            item.path("kind").asText(),
                            item.path("owner").asText()));
        }
        return String.join("; ", agreed);
    }

    private JsonNode parsed(Object items) {
        try {
            return json.readTree(items.toString());
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("The action items of the review cannot be read: " + items, broken);
        }
    }

    private static String shortened(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most - 1) + "…";
    }
}
