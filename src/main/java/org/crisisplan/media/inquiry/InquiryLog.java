package org.crisisplan.media.inquiry;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.history.HistoricVariableInstance;
import org.crisisplan.crisis.Crises;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.crisis.CrisisOver;
import org.crisisplan.crisis.InvalidReport;
import org.crisisplan.crisis.InvalidReport.Finding;
import org.crisisplan.crisis.UnknownCrisis;
import org.crisisplan.crisis.record.ActKind;
import org.crisisplan.crisis.record.CrisisRecord;
import org.crisisplan.crisis.record.CrisisRecord.Entry;
import org.crisisplan.engine.fence.OfferedActs;
import org.crisisplan.media.PlanProcesses;
import org.crisisplan.media.Words;
import org.crisisplan.media.inquiry.Inquiry.State;
import org.crisisplan.publish.ApprovedStatement;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The log of what the house is asked (R48). What is written down becomes a task that is due when the journalist needs the answer, and ends
 * with an approved text or with a reason; all of it stands in the crisis's record.
 */
@Service
@Transactional
public class InquiryLog {

    static final String PROCESS = "answer-inquiry";
    static final String INQUIRY = "inquiry";

    private static final int LONGEST_QUESTION = 2000;
    private static final List<String> ERASABLE = List.of("inquiryFrom", "inquiryAddress", "inquiryQuestion");

    private final InquiryRepository inquiries;
    private final Crises crises;
    private final CrisisRecord record;
    private final PlanProcesses processes;
    private final RuntimeService runtime;
    private final HistoryService history;
    private final Clock clock;

    InquiryLog(
            InquiryRepository inquiries,
            Crises crises,
            CrisisRecord record,
            PlanProcesses processes,
            RuntimeService runtime,
            HistoryService history,
            Clock clock) {
        this.inquiries = inquiries;
        this.crises = crises;
        this.record = record;
        this.processes = processes;
        this.runtime = runtime;
        this.history = history;
        this.clock = clock;
    }

    /**
     * What was asked, as it was written down.
     *
     * @param answerBy when the answer is needed; null if nobody said
     */
    public record Asked(
            @Nullable String question,
            @Nullable String asker,
            @Nullable String outlet,
            @Nullable String way,
            @Nullable String address,
            @Nullable String language,
            @Nullable Instant answerBy) {}

    /**
     * Writes it down and gives somebody the task to answer it.
     *
     * @throws InvalidReport when it says too little or something impossible; nothing is kept then
     * @throws UnknownCrisis when there is no such crisis
     * @throws CrisisOver when it is over
     */
    public Inquiry register(String number, Asked asked) {
        Crisis crisis = crises.find(number).orElseThrow(() -> UnknownCrisis.noSuch(number));
        List<Finding> findings = new ArrayList<>();
        String way = Words.word("way", asked.way(), Inquiry.WAYS, findings);
        String asker = Words.line("asker", asked.asker(), 200, false, findings);
        String outlet = Words.line("outlet", asked.outlet(), 200, false, findings);
        if (asker.isEmpty() && outlet.isEmpty()) {
            findings.add(new Finding("asker", "must say who asks, or for which outlet"));
        }
        String address = way.equals("mail")
                ? Words.mail("address", asked.address(), true, findings)
                : Words.line("address", asked.address(), 254, false, findings);
        String question = Words.text("question", asked.question(), LONGEST_QUESTION, true, findings);
        String language = Words.word("language", asked.language(), Inquiry.LANGUAGES, findings);
        Instant now = clock.instant();
        if (asked.answerBy() != null
                && (asked.answerBy().isBefore(now) || asked.answerBy().isAfter(now.plus(Duration.ofDays(366))))) {
            findings.add(new Finding("answerBy", "must lie ahead, within a year"));
        }
        if (!findings.isEmpty()) {
            throw new InvalidReport(findings);
        }
        if (!record.hold(number)) {
            throw new CrisisOver(number);
        }
        var inquiry = new Inquiry(
                UUID.randomUUID().toString(),
                number,
                inquiries.nextOrdinal(number),
                asker,
                outlet,
                way,
                address,
                language,
                question,
                now,
                asked.answerBy(),
                State.OPEN,
                null,
                null,
                null,
                null,
                null);
        inquiries.add(inquiry);
        record.append(number, received(inquiry));
        processes.start(OfferedActs.REGISTER_INQUIRY, PROCESS, crisis, number, variables(inquiry));
        return inquiry;
    }

    private static Entry received(Inquiry inquiry) {
        Map<String, Object> after = new HashMap<>();
        after.put("inquiry", inquiry.ordinal());
        after.put("way", inquiry.way());
        if (inquiry.answerBy() != null) {
            after.put("answerBy", inquiry.answerBy().toString());
        }
        return Entry.of(ActKind.INQUIRY_RECEIVED, "")
                .after(after)
                .words(Map.of("from", inquiry.from(), "address", inquiry.address(), "text", inquiry.question()));
    }

    private static Map<String, Object> variables(Inquiry inquiry) {
        Map<String, Object> variables = new HashMap<>();
        variables.put(INQUIRY, inquiry.id());
        variables.put("inquiryFrom", inquiry.from());
        variables.put("inquiryAddress", inquiry.address());
        variables.put("inquiryWay", inquiry.way());
        variables.put("inquiryQuestion", inquiry.question());
        // with an offset: a task is due at that minute
        variables.put(
                "stepDue",
                inquiry.answerBy() == null ? null : inquiry.answerBy().toString());
        return variables;
    }

    /**
     * It was answered with exactly this text.
     *
     * @param told {@code sent} or {@code said}
     * @return false if somebody settled it before; nothing changes then
     */
    boolean answered(Inquiry inquiry, ApprovedStatement text, String told, String by) {
        boolean first = inquiries.settle(inquiry.id(), State.ANSWERED, text.id(), told, null, clock.instant(), by);
        if (first) {
            record.append(
                    inquiry.crisis(),
                    Entry.of(ActKind.INQUIRY_ANSWERED, "")
                            .after(Map.of(
                                    "inquiry", inquiry.ordinal(),
                                    "told", told,
                                    "title", text.text().titleEn(),
                                    "statement", text.id(),
                                    "textHash", text.hash())));
        }
        return first;
    }

    /** It is not answered. @param why for the record @return false if somebody settled it before */
    boolean declined(Inquiry inquiry, String why, String by) {
        boolean first = inquiries.settle(inquiry.id(), State.DECLINED, null, null, why, clock.instant(), by);
        if (first) {
            record.append(
                    inquiry.crisis(),
                    Entry.of(ActKind.INQUIRY_DECLINED, "")
                            .after(Map.of("inquiry", inquiry.ordinal()))
                            .words(Map.of("why", why)));
        }
        return first;
    }

    /** Who asked, where they can be reached, and what they asked; also from what the engine keeps of its task. */
    public void eraseQuestion(String number, int ordinal) {
        inquiries.find(number, ordinal).ifPresent(inquiry -> {
            inquiries.eraseQuestion(inquiry.id());
            for (HistoricVariableInstance marked : history.createHistoricVariableInstanceQuery()
                    .variableValueEquals(INQUIRY, inquiry.id())
                    .list()) {
                erase(marked.getProcessInstanceId());
            }
        });
    }

    private void erase(String processInstance) {
        if (runtime.createProcessInstanceQuery()
                        .processInstanceId(processInstance)
                        .count()
                > 0) {
            ERASABLE.forEach(name -> runtime.setVariable(processInstance, name, ""));
        } else {
            history.createHistoricVariableInstanceQuery().processInstanceId(processInstance).list().stream()
                    .filter(variable -> ERASABLE.contains(variable.getName()))
                    .forEach(variable -> history.deleteHistoricVariableInstance(variable.getId()));
        }
    }

    /** Why it was not answered. */
    public void eraseReason(String number, int ordinal) {
        inquiries.find(number, ordinal).ifPresent(inquiry -> inquiries.eraseReason(inquiry.id()));
    }

    @Transactional(readOnly = true)
    public Optional<Inquiry> find(String id) {
        return inquiries.find(id);
    }

    /** The open ones first, those due first among them. */
    @Transactional(readOnly = true)
    public List<Inquiry> of(String number) {
        return inquiries.of(number);
    }

    /** How many are open. */
    @Transactional(readOnly = true)
    public long open(String number) {
        return inquiries.open(number);
    }
}
