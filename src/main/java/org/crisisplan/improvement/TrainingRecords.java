package org.crisisplan.improvement;

import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.crisisplan.crisis.InvalidReport;
import org.crisisplan.crisis.InvalidReport.Finding;
import org.crisisplan.department.Group;
import org.crisisplan.form.FormFieldCheck;
import org.crisisplan.improvement.ImprovementItem.Kind;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Who was trained in what, when, and until when that counts (R60). */
@Component
public class TrainingRecords {

    private static final int LONGEST_LINE = 200;
    private static final int LONGEST_EVIDENCE = 500;

    private final TrainingRecordRepository records;
    private final ImprovementItemRepository items;
    private final Clock clock;

    TrainingRecords(TrainingRecordRepository records, ImprovementItemRepository items, Clock clock) {
        this.records = records;
        this.items = items;
        this.clock = clock;
    }

    /** What somebody typed; days as {@code 2027-01-15}. */
    record Typed(
            @Nullable String person,
            @Nullable String department,
            @Nullable String topic,
            @Nullable String heldOn,
            @Nullable String validUntil,
            @Nullable String evidence,
            @Nullable String item) {

        static final Typed NOTHING = new Typed(null, null, null, null, null, null, null);
    }

    /** @throws InvalidReport naming every field that is wrong; nothing is kept then */
    @Transactional
    void enter(Typed typed, String by) {
        List<Finding> findings = new ArrayList<>();
        String person = line("person", typed.person(), LONGEST_LINE, findings);
        String topic = line("topic", typed.topic(), LONGEST_LINE, findings);
        String evidence = line("evidence", typed.evidence(), LONGEST_EVIDENCE, findings);
        String department = typed.department() == null ? "" : typed.department();
        if (!Group.teamIds().contains(department)) {
            findings.add(new Finding("department", "must be a department"));
        }
        @Nullable LocalDate heldOn = day("heldOn", typed.heldOn(), findings);
        if (heldOn == null && findings.stream().noneMatch(one -> one.field().equals("heldOn"))) {
            findings.add(new Finding("heldOn", "must not be empty"));
        } else if (heldOn != null && heldOn.isAfter(LocalDate.now(clock))) {
            findings.add(new Finding("heldOn", "must not lie ahead"));
        }
        @Nullable LocalDate validUntil = day("validUntil", typed.validUntil(), findings);
        if (validUntil != null && heldOn != null && validUntil.isBefore(heldOn)) {
            findings.add(new Finding("validUntil", "must not be before the training"));
        }
        @Nullable String item = item(typed.item(), findings);
        if (!findings.isEmpty() || heldOn == null) {
            throw new InvalidReport(findings);
        }
        records.add(new TrainingRecord(
                0,
                person,
                department,
                topic,
                heldOn,
                validUntil,
                evidence,
                item,
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                by,
                null,
                null));
    }

    private @Nullable String item(@Nullable String typed, List<Finding> findings) {
        if (typed == null || typed.isBlank()) {
            return null;
        }
        Optional<ImprovementItem> item = items.findForUpdate(typed.strip());
        if (item.filter(one -> one.isOpen() && one.kind() == Kind.TRAINING).isEmpty()) {
            findings.add(new Finding("item", "must be an open improvement item of the kind training"));
            return null;
        }
        return item.get().number();
    }

    private static String line(String field, @Nullable String typed, int most, List<Finding> findings) {
        String said = typed == null ? "" : typed.strip();
        if (said.isEmpty()) {
            findings.add(new Finding(field, "must not be empty"));
        } else if (said.length() > most) {
            findings.add(new Finding(field, "must not be longer than " + most + " characters"));
        } else if (FormFieldCheck.UNPRINTABLE.matcher(said).find() || said.contains("\n")) {
            findings.add(new Finding(field, "must be one line without control characters"));
        }
        return said;
    }

    private static @Nullable LocalDate day(String field, @Nullable String typed, List<Finding> findings) {
        if (typed == null || typed.isBlank()) {
            return null;
        }
        try {
            return LocalDate.parse(typed.strip());
        } catch (DateTimeParseException noDay) {
            findings.add(new Finding(field, "must be a day such as 2027-01-15"));
            return null;
        }
    }

    /** A record that is wrong counts no more; it stays to be read. @return false if that was so before, or there is none */
    @Transactional
    boolean withdraw(long id, String by) {
        return records.withdraw(id, clock.instant(), by);
    }

    /** The newest training first, also those that were withdrawn. */
    @Transactional(readOnly = true)
    public List<TrainingRecord> all() {
        return records.all();
    }

    /** Those that count for an item. */
    List<TrainingRecord> of(String item) {
        return records.of(item);
    }

    /** Those that count no more by today and were not held again. */
    @Transactional(readOnly = true)
    public List<TrainingRecord> expired() {
        return expired(records.all(), LocalDate.now(clock));
    }

    /** How many had expired before that day, by what was entered until now; for a day that is still to come, how many have now. */
    @Transactional(readOnly = true)
    public int expiredAt(LocalDate day) {
        LocalDate today = LocalDate.now(clock);
        return expired(records.all(), day.isBefore(today) ? day : today).size();
    }

    static List<TrainingRecord> expired(Collection<TrainingRecord> all, LocalDate day) {
        Predicate<TrainingRecord> held =
                one -> !one.isWithdrawn() && !one.heldOn().isAfter(day);
        return all.stream()
                .filter(held)
                .filter(one -> one.isExpired(day))
                .filter(one -> all.stream()
                        .filter(held)
                        .noneMatch(other -> other.isSame(one)
                                && (!other.isExpired(day)
                                        || other.heldOn().isAfter(one.heldOn())
                                        || other.heldOn().equals(one.heldOn()) && other.id() > one.id())))
                .toList();
    }
}
