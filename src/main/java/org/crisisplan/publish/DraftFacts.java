package org.crisisplan.publish;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.crisis.Kind;
import org.crisisplan.crisis.Variables;
import org.crisisplan.decision.PinnedDecisions;
import org.crisisplan.decision.PlanDuration;
import org.springframework.stereotype.Component;

/** What a template may know of the crisis: the few things that were found out and that the public could be told. */
@Component
class DraftFacts {

    /** Findings and measures that people of the team wrote down; the author of the draft reads them before anybody else does. */
    private static final List<String> FINDINGS = List.of(
            "affectedRegions",
            "affectedBusinessLines",
            "faultCause",
            "isolationMeasures",
            "repairMeasures",
            "progressReport",
            "nextProgress",
            "removedContent",
            "contentMeasures",
            "reviewImprovements",
            "recoveryEvidence");

    /** Six findings at most meet in one template; together with its own words they stay below the longest text. */
    private static final int LONGEST_FINDING = 400;

    private final PinnedDecisions tables;
    private final PublishSettings settings;
    private final Clock clock;

    DraftFacts(PinnedDecisions tables, PublishSettings settings, Clock clock) {
        this.tables = tables;
        this.settings = settings;
        this.clock = clock;
    }

    Map<String, Object> of(Crisis crisis, DelegateExecution execution, Locale language) {
        Map<String, Object> known = new HashMap<>();
        FINDINGS.forEach(finding -> known.put(finding, finding(execution, finding)));
        known.put("organisation", settings.organisation());
        known.put("title", crisis.title());
        known.put("technical", crisis.kinds().contains(Kind.TECHNICAL));
        known.put("content", crisis.kinds().contains(Kind.CONTENT));
        known.put("leak", positive(execution.getVariable("leakedUsers")));
        known.put("openedAt", onBothClocks(crisis.openedAt(), language));
        known.put(
                "today", DateTimeFormatter.ISO_LOCAL_DATE.format(clock.instant().atZone(clock.getZone())));
        known.put("compensationKind", text(execution.getVariable("compensationKind")));
        known.put("compensationAmount", text(execution.getVariable("compensationAmount")));
        known.put("nextUpdate", nextUpdate(crisis, execution, language));
        return known;
    }

    /** When the plan wants the next public word at the latest (table {@code deadlines}, step {@code statement}). */
    private String nextUpdate(Crisis crisis, DelegateExecution execution, Locale language) {
        Map<String, Object> question = new HashMap<>();
        question.put("step", "statement");
        question.put(Variables.LEVEL, crisis.level());
        var row = tables.evaluate("deadlines", execution.getProcessDefinitionId(), question)
                .getResultList();
        return row.stream()
                .findFirst()
                .map(found -> PlanDuration.parse(String.valueOf(found.get("within"))))
                .map(within -> onBothClocks(clock.instant().plus(within), language))
                .orElse("");
    }

    private String onBothClocks(Instant at, Locale language) {
        var minute = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm");
        String zone = clock.getZone().getDisplayName(TextStyle.FULL_STANDALONE, language);
        String local = minute.format(at.atZone(clock.getZone()));
        String utc = DateTimeFormatter.ofPattern("HH:mm").format(at.atOffset(ZoneOffset.UTC));
        return language.equals(Locale.CHINESE)
                ? "%s %s（UTC %s）".formatted(zone, local, utc)
                : "%s %s (%s UTC)".formatted(local, zone, utc);
    }

    private static String finding(DelegateExecution execution, String variable) {
        String text = text(execution.getVariable(variable)).strip().replaceAll("[.。;；]+$", "");
        return StatementTemplates.shortened(text, LONGEST_FINDING);
    }

    private static String text(Object value) {
        return Optional.ofNullable(value)
                .map(known -> known instanceof Double amount ? plain(amount) : known.toString())
                .orElse("");
    }

    private static String plain(Double amount) {
        return BigDecimal.valueOf(amount).stripTrailingZeros().toPlainString();
    }

    private static boolean positive(Object value) {
        return value instanceof Number number && number.doubleValue() > 0;
    }
}
