package org.crisisplan.media.rumour;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.crisisplan.crisis.Crises;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.crisis.CrisisFacts;
import org.crisisplan.crisis.CrisisOver;
import org.crisisplan.crisis.CrisisPlan;
import org.crisisplan.crisis.FactDefinition;
import org.crisisplan.crisis.FactTable;
import org.crisisplan.crisis.InvalidReport;
import org.crisisplan.crisis.InvalidReport.Finding;
import org.crisisplan.crisis.UnknownCrisis;
import org.crisisplan.crisis.record.ActKind;
import org.crisisplan.crisis.record.CrisisRecord;
import org.crisisplan.crisis.record.CrisisRecord.Entry;
import org.crisisplan.media.Words;
import org.crisisplan.media.answer.AnswerBank;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The register of rumours: what is said, where, how far it reaches, what we found out and by what. A verdict is told to the crisis as the
 * fact {@code rumourVerdict}, by which the table {@code responseStrategy} knows that denying fits, and that it never goes with an apology
 * (R45).
 */
@Service
@Transactional
public class RumourRegister {

    static final String FACT = "rumourVerdict";

    private static final int LONGEST = 1000;

    /** An answer of the bank is asked for by a question of this length at most. */
    private static final int LONGEST_QUESTION = 200;

    private final RumourRepository rumours;
    private final Crises crises;
    private final CrisisFacts facts;
    private final FactTable table;
    private final CrisisRecord record;
    private final AnswerBank bank;
    private final Clock clock;

    RumourRegister(
            RumourRepository rumours,
            Crises crises,
            CrisisFacts facts,
            FactTable table,
            CrisisRecord record,
            AnswerBank bank,
            Clock clock) {
        this.rumours = rumours;
        this.crises = crises;
        this.facts = facts;
        this.table = table;
        this.record = record;
        this.bank = bank;
        this.clock = clock;
    }

    /**
     * Enters a rumour.
     *
     * @param firstSeen null for now
     * @throws InvalidReport when it says too little or something impossible
     */
    public Rumour note(
            String number,
            @Nullable String claim,
            @Nullable String seenAt,
            @Nullable Long reach,
            @Nullable Instant firstSeen,
            String by) {
        running(number);
        List<Finding> findings = new ArrayList<>();
        String said = Words.text("claim", claim, LONGEST, true, findings);
        String where = Words.line("seenAt", seenAt, LONGEST, true, findings);
        checkReach(reach, findings);
        CrisisPlan.checkBegin(firstSeen, clock.instant(), findings);
        if (!findings.isEmpty()) {
            throw new InvalidReport(findings.stream()
                    .map(finding ->
                            finding.field().equals("beganAt") ? new Finding("firstSeen", finding.message()) : finding)
                    .toList());
        }
        hold(number);
        var rumour = new Rumour(
                UUID.randomUUID().toString(),
                number,
                rumours.nextOrdinal(number),
                said,
                where,
                firstSeen == null ? clock.instant() : firstSeen,
                reach,
                by,
                Rumour.OPEN,
                "",
                null,
                null,
                null);
        rumours.add(rumour);
        Map<String, Object> after = new HashMap<>();
        after.put("rumour", rumour.ordinal());
        if (reach != null) {
            after.put("reach", reach);
        }
        record.append(
                number, Entry.of(ActKind.RUMOUR_NOTED, "").after(after).words(Map.of("text", said, "seenAt", where)));
        tellStrategy(number);
        return rumour;
    }

    /**
     * Keeps what was found out. A verdict can change: what stood there before stands in the record.
     *
     * @param source by what; must not be empty unless the rumour is open again
     * @throws InvalidReport when no source is given, or there is no such rumour
     */
    public void judge(
            String number,
            int ordinal,
            @Nullable String verdict,
            @Nullable String source,
            @Nullable Long reach,
            String by) {
        running(number);
        hold(number);
        Rumour rumour = find(number, ordinal);
        List<Finding> findings = new ArrayList<>();
        String found = Words.word("verdict", verdict, Rumour.VERDICTS, findings);
        String how = Words.text("source", source, LONGEST, !found.equals(Rumour.OPEN), findings);
        checkReach(reach, findings);
        if (!findings.isEmpty()) {
            throw new InvalidReport(findings);
        }
        rumours.judge(rumour.id(), found, how, reach, clock.instant(), by);
        Map<String, Object> after = new HashMap<>(Map.of("rumour", ordinal, "verdict", found));
        if (reach != null) {
            after.put("reach", reach);
        }
        record.append(
                number,
                Entry.of(ActKind.RUMOUR_JUDGED, "")
                        .before(Map.of("verdict", rumour.verdict()))
                        .after(after)
                        .words(how.isEmpty() ? Map.of() : Map.of("source", how)));
        tellStrategy(number);
    }

    /**
     * Asks the bank for an answer to it; once.
     *
     * @param question how it is asked; the claim itself if nobody says
     * @return the entry's id
     */
    public String ask(String number, int ordinal, @Nullable String question, String by) {
        running(number);
        hold(number);
        Rumour rumour = find(number, ordinal);
        if (rumour.answer() != null) {
            return rumour.answer();
        }
        String asked = question == null || question.isBlank() ? rumour.claim() : question;
        String line = asked.replaceAll("\\s+", " ").strip();
        String entry = bank.ask(
                new AnswerBank.Asked(
                        number,
                        line.length() <= LONGEST_QUESTION ? line : line.substring(0, LONGEST_QUESTION - 1) + "…",
                        "answer",
                        "everyone",
                        "any"),
                by);
        rumours.answeredBy(rumour.id(), entry);
        return entry;
    }

    @Transactional(readOnly = true)
    public List<Rumour> of(String number) {
        return rumours.of(number);
    }

    /** How many nobody has found out about yet. */
    @Transactional(readOnly = true)
    public long open(String number) {
        return rumours.of(number).stream().filter(Rumour::isOpen).count();
    }

    /** What was claimed, and where. */
    public void eraseClaim(String number, int ordinal) {
        rumours.eraseClaim(number, ordinal);
    }

    /** By what it was found out. */
    public void eraseSource(String number, int ordinal) {
        rumours.eraseSource(number, ordinal);
    }

    /** Untrue only if all that is judged is untrue: what is true in part cannot be denied. */
    private void tellStrategy(String number) {
        Crisis crisis = crises.find(number).orElseThrow();
        if (table.of(table.processOf(crisis.planVersion())).find(FACT).isEmpty()) {
            // a plan from before there was the register
            return;
        }
        Set<String> verdicts = rumours.of(number).stream()
                .filter(rumour -> !rumour.isOpen())
                .map(Rumour::verdict)
                .collect(Collectors.toSet());
        String all = verdicts.isEmpty()
                ? FactDefinition.NOT_KNOWN
                : verdicts.size() > 1 ? "partly" : verdicts.iterator().next();
        Crisis.Fact known = crises.factsOf(number).get(FACT);
        if (known != null || !verdicts.isEmpty()) {
            facts.tell(number, table.processOf(crisis.planVersion()), Map.of(FACT, all));
        }
    }

    private static void checkReach(@Nullable Long reach, List<Finding> findings) {
        if (reach != null && (reach < 0 || reach > 10_000_000_000L)) {
            findings.add(new Finding("reach", "must be a number of readers, not negative"));
        }
    }

    private Rumour find(String number, int ordinal) {
        return rumours.find(number, ordinal)
                .orElseThrow(() -> new InvalidReport(
                        List.of(new Finding("rumour", "there is no rumour " + ordinal + " of " + number))));
    }

    private void running(String number) {
        Crisis crisis = crises.find(number).orElseThrow(() -> UnknownCrisis.noSuch(number));
        if (crisis.phase().isOver()) {
            throw new CrisisOver(number);
        }
    }

    private void hold(String number) {
        if (!record.hold(number)) {
            throw new CrisisOver(number);
        }
    }
}
