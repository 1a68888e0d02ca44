package org.crisisplan.duty;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.crisisplan.crisis.Crises;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.crisis.CrisisChanged;
import org.crisisplan.crisis.CrisisFacts;
import org.crisisplan.crisis.CrisisOver;
import org.crisisplan.crisis.CrisisPlan;
import org.crisisplan.crisis.FactTable;
import org.crisisplan.crisis.InvalidReport;
import org.crisisplan.crisis.InvalidReport.Finding;
import org.crisisplan.crisis.Milestones;
import org.crisisplan.crisis.NoteFile;
import org.crisisplan.crisis.UnknownCrisis;
import org.crisisplan.crisis.record.ActKind;
import org.crisisplan.crisis.record.CrisisRecord;
import org.crisisplan.crisis.record.CrisisRecord.Entry;
import org.crisisplan.engine.fence.OfferedActs;
import org.crisisplan.form.FormFieldCheck;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What people decide about the duties of a crisis, each with a reason: legal tests, one duty as a whole, when we knew of it. And the receipts
 * that they bring. All of it stands in the record.
 */
@Service
@Transactional
public class DutyDecisions {

    /** The moments that a person may set. */
    public static final List<String> MOMENTS = List.of(Milestones.AWARE, Milestones.FIX_AVAILABLE);

    public static final int LARGEST_FILE = 10 * 1024 * 1024;
    private static final int LONGEST_REASON = 1000;

    private final Crises crises;
    private final CrisisDuties duties;
    private final CrisisDutyRepository kept;
    private final CrisisFacts facts;
    private final FactTable table;
    private final CrisisRecord record;
    private final OfferedActs acts;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    DutyDecisions(
            Crises crises,
            CrisisDuties duties,
            CrisisDutyRepository kept,
            CrisisFacts facts,
            FactTable table,
            CrisisRecord record,
            OfferedActs acts,
            ApplicationEventPublisher events,
            Clock clock) {
        this.crises = crises;
        this.duties = duties;
        this.kept = kept;
        this.facts = facts;
        this.table = table;
        this.record = record;
        this.acts = acts;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Decides a legal test such as "significant"; its clock starts now.
     *
     * @param test the fact that keeps it
     * @throws InvalidReport without a reason, or when no duty asks for this test
     * @throws UnknownCrisis when there is no such crisis
     * @throws CrisisOver when it is over: its facts are what they are
     */
    public void decideTest(String number, String test, boolean met, @Nullable String why) {
        Crisis crisis = open(number);
        List<Finding> findings = new ArrayList<>();
        String reason = reason(why, findings);
        if (!duties.tests(crisis, duties.of(crisis)).containsKey(test)) {
            findings.add(new Finding("test", "is no legal test that a duty of this crisis asks for"));
        }
        refuse(findings);
        acts.perform(OfferedActs.KEEP_DUTIES, () -> {
            facts.tell(number, table.processOf(crisis.planVersion()), Map.of(test, met));
            record.append(
                    number,
                    Entry.of(ActKind.DUTY_JUDGED, test)
                            .after(Map.of("met", met))
                            .words(Map.of("why", reason)));
            return number;
        });
    }

    /**
     * Decides that one duty applies here or does not, whatever the facts say; also when the crisis is over.
     *
     * @throws InvalidReport without a reason, or when it is filed already, or there is no such duty here
     * @throws UnknownCrisis when there is no such crisis
     */
    public void rule(String number, String duty, boolean applies, @Nullable String why, String by) {
        Crisis crisis = crises.find(number).orElseThrow(() -> UnknownCrisis.noSuch(number));
        List<Finding> findings = new ArrayList<>();
        String reason = reason(why, findings);
        Optional<DutyLine> line = duties.of(crisis, duty);
        if (line.isEmpty()) {
            findings.add(new Finding("duty", "is no duty that may apply here"));
        } else if (line.get().filing() != null) {
            findings.add(new Finding("duty", "is filed already"));
        }
        refuse(findings);
        acts.perform(OfferedActs.KEEP_DUTIES, () -> {
            ruled(number, duty, applies, reason, by);
            return number;
        });
    }

    /** In the caller's transaction; the reason was checked. */
    void ruled(String number, String duty, boolean applies, String reason, String by) {
        crises.hold(number);
        kept.rule(number, new DutyRuling(duty, applies, reason, clock.instant(), by));
        record.append(
                number,
                Entry.of(ActKind.DUTY_JUDGED, duty)
                        .after(Map.of("applies", applies))
                        .words(Map.of("why", reason)));
        events.publishEvent(new CrisisChanged(number));
    }

    /**
     * Sets when we knew of it, or when a fix was there; clocks that are counted from it are counted anew.
     *
     * @throws InvalidReport without a reason or a time, or when the time lies ahead
     * @throws UnknownCrisis when there is no such crisis
     * @throws CrisisOver when it is over
     */
    public void setMoment(String number, String moment, @Nullable Instant at, @Nullable String why) {
        open(number);
        List<Finding> findings = new ArrayList<>();
        String reason = reason(why, findings);
        if (!MOMENTS.contains(moment)) {
            findings.add(new Finding("moment", "must be one of " + String.join(", ", MOMENTS)));
        }
        if (at == null) {
            findings.add(new Finding("at", "must be a date and a time"));
        }
        CrisisPlan.checkBegin(at, clock.instant(), findings);
        refuse(findings);
        acts.perform(OfferedActs.KEEP_DUTIES, () -> {
            crises.set(number, moment, Objects.requireNonNull(at), reason);
            return number;
        });
    }

    /**
     * Keeps the file that an authority answered with; also when the crisis is over.
     *
     * @throws InvalidReport in a drill, of which nothing was filed; without a file, or with one that is too large
     * @throws UnknownCrisis when there is no such crisis
     */
    public DutyReceipt keepReceipt(String number, String duty, @Nullable NoteFile file, String by) {
        Crisis crisis = crises.find(number).orElseThrow(() -> UnknownCrisis.noSuch(number));
        List<Finding> findings = new ArrayList<>();
        if (crisis.drill()) {
            findings.add(new Finding("drill", "nothing is filed in a drill, so there is no receipt"));
        } else if (duties.of(crisis, duty).isEmpty()) {
            findings.add(new Finding("duty", "is no duty that may apply here"));
        }
        if (file == null || file.content().length == 0) {
            findings.add(new Finding("file", "must not be empty"));
        } else if (file.content().length > LARGEST_FILE) {
            findings.add(new Finding("file", "must not be larger than " + LARGEST_FILE + " bytes"));
        }
        refuse(findings);
        NoteFile brought = Objects.requireNonNull(file);
        var receipt = new DutyReceipt(
                UUID.randomUUID().toString(),
                number,
                duty,
                brought.name(),
                brought.content().length,
                DutySwitches.hash(brought.content()),
                clock.instant(),
                by);
        acts.perform(OfferedActs.KEEP_DUTIES, () -> {
            crises.hold(number);
            kept.add(receipt, brought.type().mediaType(), brought.content());
            record.append(
                    number,
                    Entry.of(ActKind.DUTY_RECEIPT_KEPT, duty)
                            .after(new TreeMap<>(Map.of("receiptHash", receipt.sha256(), "fileSize", receipt.size())))
                            .words(Map.of("file", receipt.name())));
            return number;
        });
        return receipt;
    }

    @Transactional(readOnly = true)
    public List<DutyReceipt> receipts(String number) {
        return kept.receipts(number);
    }

    /** The file with its name, to be saved; nothing if there is none, or it was erased. */
    @Transactional(readOnly = true)
    public Optional<Content> content(String number, String receipt) {
        return kept.receipt(number, receipt)
                .map(found -> new Content(found.name(), kept.content(found.id())))
                .filter(content -> content.bytes().length > 0);
    }

    /** A receipt's file. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares two of them
    public record Content(String name, byte[] bytes) {}

    private Crisis open(String number) {
        Crisis crisis = crises.find(number).orElseThrow(() -> UnknownCrisis.noSuch(number));
        if (crisis.phase().isOver()) {
            throw new CrisisOver(number);
        }
        return crisis;
    }

    private static void refuse(List<Finding> findings) {
        if (!findings.isEmpty()) {
            throw new InvalidReport(findings);
        }
    }

    private static String reason(@Nullable String why, List<Finding> findings) {
        String said = why == null ? "" : why.replace("\r\n", "\n").strip();
        if (said.isEmpty()) {
            findings.add(new Finding("why", "must not be empty"));
        } else if (said.length() > LONGEST_REASON) {
            findings.add(new Finding("why", "must not be longer than " + LONGEST_REASON + " characters"));
        } else if (FormFieldCheck.UNPRINTABLE.matcher(said).find()) {
            findings.add(new Finding("why", "must not contain control characters"));
        }
        return said;
    }
}
