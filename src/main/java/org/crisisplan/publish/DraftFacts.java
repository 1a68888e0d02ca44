package org.crisisplan.publish;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.TextStyle;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.crisisplan.crisis.Crises;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.crisis.CrisisFacts;
import org.crisisplan.crisis.FactTable;
import org.crisisplan.crisis.Kind;
import org.crisisplan.crisis.Milestones;
import org.crisisplan.crisis.Paced;
import org.crisisplan.crisis.Variables;
import org.crisisplan.decision.PinnedDecisions;
import org.crisisplan.decision.PlanDuration;
import org.crisisplan.text.Placeholder;
import org.crisisplan.text.WrittenLanguage;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What a text may know of the crisis: the facts that were told for the public, each in its language, and what the product knows by
 * itself. What people noted for each other is not among it, and a cause only once it may be published.
 */
@Component
class DraftFacts {

    static final String CAUSE_STATE = "causeState";
    static final String MAY_BE_PUBLISHED = "publishable";
    static final String RESPONSIBILITY = "responsibility";
    static final String PREVENTABLE = "preventable";
    static final String RUMOUR = "rumour";
    static final String LEAKED_USERS = "leakedUsers";
    static final String LEAK_CONFIRMED = "leakConfirmed";

    private static final Set<String> CERTAIN = Set.of("confirmed", MAY_BE_PUBLISHED);
    private static final String CAUSE = "publicCause";

    /** So many facts meet in one text; together with its own words they stay below the longest. */
    private static final int LONGEST_FACT = 400;

    private final PinnedDecisions tables;
    private final Crises crises;
    private final CrisisFacts facts;
    private final FactTable definitions;
    private final Corrections corrections;
    private final PublishSettings settings;
    private final Clock clock;

    DraftFacts(
            PinnedDecisions tables,
            Crises crises,
            CrisisFacts facts,
            FactTable definitions,
            Corrections corrections,
            PublishSettings settings,
            Clock clock) {
        this.crises = crises;
        this.facts = facts;
        this.definitions = definitions;
        this.tables = tables;
        this.corrections = corrections;
        this.settings = settings;
        this.clock = clock;
    }

    Map<String, Object> of(Crisis crisis, DelegateExecution step, WrittenLanguage language) {
        Map<String, Object> known = new HashMap<>();
        told(step, language, known);
        happened(crisis, step, language, known);
        stance(step, known);
        correction(crisis, step, language, known);
        put(known, Placeholder.ORGANISATION, settings.organisation());
        put(known, Placeholder.CONTACT, contact(step));
        put(
                known,
                Placeholder.TODAY,
                DateTimeFormatter.ISO_LOCAL_DATE.format(clock.instant().atZone(clock.getZone())));
        put(known, Placeholder.TECHNICAL, crisis.kinds().contains(Kind.TECHNICAL));
        put(known, Placeholder.CONTENT, crisis.kinds().contains(Kind.CONTENT));
        put(known, Placeholder.LEAK, isLeak(step));
        put(known, Placeholder.LEAK_CONFIRMED, isLeakConfirmed(step));
        String compensation = text(value(step, "compensationKind"));
        put(
                known,
                Placeholder.COMPENSATED,
                Set.of("coupon", "points", "membership", "refund").contains(compensation));
        put(known, Placeholder.COUPON, compensation.equals("coupon"));
        put(known, Placeholder.POINTS, compensation.equals("points"));
        put(known, Placeholder.MEMBERSHIP, compensation.equals("membership"));
        put(known, Placeholder.REFUND, compensation.equals("refund"));
        put(known, Placeholder.COMPENSATION_AMOUNT, text(value(step, "compensationAmount")));
        return known;
    }

    /** Every fact of the plan that is for the public, under the name that both languages share. */
    private void told(DelegateExecution step, WrittenLanguage language, Map<String, Object> known) {
        definitions.of(step.getProcessDefinitionId()).all().stream()
                .filter(fact -> fact.type().language().filter(language::equals).isPresent())
                .filter(fact -> fact.name().endsWith(language.ending()))
                .forEach(fact -> known.put(
                        fact.name()
                                .substring(
                                        0,
                                        fact.name().length() - language.ending().length()),
                        sentence(value(step, fact.name()))));
        if (!MAY_BE_PUBLISHED.equals(value(step, CAUSE_STATE))) {
            known.computeIfPresent(CAUSE, (name, inside) -> "");
        }
    }

    private void happened(Crisis crisis, DelegateExecution step, WrittenLanguage language, Map<String, Object> known) {
        put(
                known,
                Placeholder.BEGAN,
                crises.moment(crisis.number(), Milestones.BEGAN)
                        .map(at -> onBothClocks(at, language))
                        .orElse(""));
        put(known, Placeholder.LEARNED, onBothClocks(crisis.openedAt(), language));
        Optional<Instant> recovered = recovered(step);
        put(
                known,
                Placeholder.RECOVERED,
                recovered.map(at -> onBothClocks(at, language)).orElse(""));
        put(
                known,
                Placeholder.NEXT_UPDATE,
                nextUpdate(crisis, step).map(at -> onBothClocks(at, language)).orElse(""));
        boolean outage = Set.of("regional", "nationwide").contains(text(value(step, "outageScope")))
                || Set.of("payment", "order").contains(text(value(step, "keyBusiness")))
                || Set.of("partial", "complete").contains(text(value(step, "businessInterrupted")));
        put(known, Placeholder.OUTAGE, outage);
        put(known, Placeholder.OUTAGE_OVER, Boolean.TRUE.equals(value(step, "outageOver")) || recovered.isPresent());
    }

    private void stance(DelegateExecution step, Map<String, Object> known) {
        String responsibility = text(value(step, RESPONSIBILITY));
        put(known, Placeholder.RUMOUR, responsibility.equals(RUMOUR));
        put(known, Placeholder.VICTIM, responsibility.equals("victim"));
        put(known, Placeholder.ACCIDENT, responsibility.equals("accident"));
        put(known, Placeholder.PREVENTABLE, responsibility.equals(PREVENTABLE));
        put(known, Placeholder.OURS, isOurs(step));
    }

    private void correction(
            Crisis crisis, DelegateExecution step, WrittenLanguage language, Map<String, Object> known) {
        Optional<Corrections.Published> corrected = corrections.of(step.getProcessInstanceId(), crisis.number());
        put(
                known,
                Placeholder.CORRECTED,
                corrected
                        .map(one -> language == WrittenLanguage.CHINESE ? one.titleZh() : one.titleEn())
                        .orElse(""));
        put(
                known,
                Placeholder.CORRECTED_AT,
                corrected.map(one -> onBothClocks(one.at(), language)).orElse(""));
    }

    private static void put(Map<String, Object> known, Placeholder name, Object value) {
        known.put(name.word(), value);
    }

    /** Ours and confirmed: nothing less carries an apology without reservation. */
    boolean isOurs(DelegateExecution step) {
        return PREVENTABLE.equals(value(step, RESPONSIBILITY)) && CERTAIN.contains(text(value(step, CAUSE_STATE)));
    }

    boolean isRumour(DelegateExecution step) {
        return RUMOUR.equals(value(step, RESPONSIBILITY));
    }

    boolean isLeak(DelegateExecution step) {
        return isLeakConfirmed(step) || value(step, LEAKED_USERS) instanceof Number number && number.doubleValue() > 0;
    }

    boolean isLeakConfirmed(DelegateExecution step) {
        return Boolean.TRUE.equals(value(step, LEAK_CONFIRMED));
    }

    /** Where people can ask about this crisis. */
    String contact(DelegateExecution step) {
        String own = ownContact(step);
        return own.isEmpty() ? settings.contact() : own;
    }

    /** Where people can ask about this crisis alone; empty if nobody told. */
    String ownContact(DelegateExecution step) {
        return sentence(value(step, "publicContact"));
    }

    /** What was told for the public in this language, as it stands in a text; empty if nothing was. */
    String told(DelegateExecution step, String name, WrittenLanguage language) {
        return sentence(value(step, name + language.ending()));
    }

    Optional<Instant> recovered(DelegateExecution step) {
        try {
            return Optional.ofNullable(value(step, "recoveredAt"))
                    .map(String::valueOf)
                    .map(OffsetDateTime::parse)
                    .map(OffsetDateTime::toInstant);
        } catch (DateTimeParseException onlyADay) {
            return Optional.empty();
        }
    }

    /** When the plan wants the next public word at the latest (table {@code deadlines}, step {@code statement}). */
    Optional<Instant> nextUpdate(Crisis crisis, DelegateExecution step) {
        Map<String, Object> question = new HashMap<>();
        question.put("step", "statement");
        question.put(Variables.LEVEL, crisis.level());
        return tables.evaluate("deadlines", step.getProcessDefinitionId(), question).getResultList().stream()
                .findFirst()
                .map(found -> PlanDuration.parse(String.valueOf(found.get("within"))))
                .map(within -> clock.instant().plus(Paced.duration(within, crisis.pace())));
    }

    @Nullable Object value(DelegateExecution step, String name) {
        return facts.value(step, name);
    }

    private String onBothClocks(Instant at, WrittenLanguage language) {
        var minute = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm");
        String zone = clock.getZone().getDisplayName(TextStyle.FULL_STANDALONE, language.locale());
        String local = minute.format(at.atZone(clock.getZone()));
        String utc = DateTimeFormatter.ofPattern("HH:mm").format(at.atOffset(ZoneOffset.UTC));
        return language == WrittenLanguage.CHINESE
                ? "%s %s（UTC %s）".formatted(zone, local, utc)
                : "%s %s (%s UTC)".formatted(local, zone, utc);
    }

    /** Without its last full stop: the text around it has one. */
    private static String sentence(@Nullable Object value) {
        String text = text(value).strip().replaceAll("[.。;；]+$", "");
        return StatementTemplates.shortened(text, LONGEST_FACT);
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value instanceof Double amount ? plain(amount) : value.toString();
    }

    private static String plain(Double amount) {
        return BigDecimal.valueOf(amount).stripTrailingZeros().toPlainString();
    }
}
