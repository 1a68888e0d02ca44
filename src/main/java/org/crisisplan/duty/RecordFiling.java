package org.crisisplan.duty;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.crisisplan.approval.NotAccepted;
import org.crisisplan.approval.TaskSpeaker;
import org.crisisplan.crisis.Crises;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.crisis.CrisisChanged;
import org.crisisplan.crisis.record.ActKind;
import org.crisisplan.crisis.record.CrisisRecord;
import org.crisisplan.crisis.record.CrisisRecord.Entry;
import org.crisisplan.engine.InPlan;
import org.springframework.context.ApplicationEventPublisher;

/**
 * At the end of "Tell the authority" in {@code file-duty}: a duty is done only with time, number, receipt and the text that was sent (R91). In a
 * drill nothing is filed, whatever the form says; the database refuses it too.
 */
@InPlan("recordFiling")
class RecordFiling implements ExecutionListener {

    private static final String TEXT = "filingText";
    private static final String NUMBER = "filingNumber";
    private static final String REASON = "filingReason";
    private static final int LONGEST_NUMBER = 200;
    private static final int LONGEST_TEXT = 3500;
    private static final int LONGEST_REASON = 1000;

    private final Crises crises;
    private final CrisisDutyRepository kept;
    private final DutyDecisions decisions;
    private final CrisisRecord record;
    private final TaskSpeaker speaker;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    RecordFiling(
            Crises crises,
            CrisisDutyRepository kept,
            DutyDecisions decisions,
            CrisisRecord record,
            TaskSpeaker speaker,
            ApplicationEventPublisher events,
            Clock clock) {
        this.crises = crises;
        this.kept = kept;
        this.decisions = decisions;
        this.record = record;
        this.speaker = speaker;
        this.events = events;
        this.clock = clock;
    }

    @Override
    public void notify(DelegateExecution execution) {
        if (execution.isCanceled()) {
            return;
        }
        String by = speaker.ofWhoever("Filing a duty");
        String number = execution.getProcessBusinessKey();
        String duty = text(execution, FollowDuties.DUTY);
        if (number == null || !Crises.isNumber(number) || duty.isEmpty()) {
            throw new IllegalStateException("This process files a duty of a crisis; only the product starts it.");
        }
        crises.hold(number);
        switch (text(execution, "filingOutcome")) {
            case "filed" -> file(execution, number, duty, by);
            case "rehearsed" -> rehearse(execution, number, duty);
            case "not-applicable" -> decisions.ruled(number, duty, false, reason(execution), by);
            default -> throw new NotAccepted("Choose what became of the duty. 请选择该义务的结果。");
        }
        // what was written stands in our own tables, where it can be erased
        execution.getProcessInstance().removeVariable(TEXT);
        execution.getProcessInstance().removeVariable(NUMBER);
        execution.getProcessInstance().removeVariable(REASON);
    }

    private void file(DelegateExecution execution, String number, String duty, String by) {
        if (Crisis.isDrill(number)) {
            throw new NotAccepted(
                    "This is a drill: nothing is filed. Choose that it was rehearsed. 这是演练，不得报送，请选择“演练”。");
        }
        String filedAs = needed(execution, NUMBER, LONGEST_NUMBER, "the filing number", "报送编号");
        String words = needed(execution, TEXT, LONGEST_TEXT, "the text that was sent", "报送文本");
        Instant filedAt = filedAt(execution);
        DutyReceipt receipt = kept.receipt(number, text(execution, "filingReceipt"))
                .filter(one -> one.duty().equals(duty))
                .orElseThrow(() -> new NotAccepted("Choose the receipt of " + duty
                        + "; bring the file on the page of the duties first. 请选择该义务的回执，回执须先在“法定义务”页面上传。"));
        if (kept.filings(number).containsKey(duty)) {
            throw new NotAccepted(duty + " is filed already. 该义务已报送。");
        }
        kept.file(new DutyFiling(number, duty, filedAt, filedAs, receipt.id(), words, clock.instant(), by));
        Map<String, Object> after = new TreeMap<>();
        after.put("filedAt", filedAt.toString());
        after.put("receiptHash", receipt.sha256());
        after.put("textHash", DutySwitches.hash(words));
        record.append(
                number,
                Entry.of(ActKind.DUTY_FILED, duty)
                        .after(after)
                        .words(Map.of("filedAs", filedAs, "text", words))
                        .logged("duty %s filed".formatted(duty)));
        events.publishEvent(new CrisisChanged(number));
    }

    private void rehearse(DelegateExecution execution, String number, String duty) {
        if (!Crisis.isDrill(number)) {
            throw new NotAccepted("This is no drill: file it, or say why it does not apply. 这不是演练，请报送或说明不适用的原因。");
        }
        String words = needed(execution, TEXT, LONGEST_TEXT, "the text that would be sent", "拟报送文本");
        kept.rehearsed(number, duty, clock.instant());
        record.append(number, Entry.of(ActKind.DUTY_REHEARSED, duty).words(Map.of("text", words)));
        events.publishEvent(new CrisisChanged(number));
    }

    private Instant filedAt(DelegateExecution execution) {
        try {
            Instant at = OffsetDateTime.parse(text(execution, "filedAt")).toInstant();
            if (at.isAfter(clock.instant())) {
                throw new NotAccepted("It cannot have been filed in the future. 报送时间不能晚于现在。");
            }
            return at.truncatedTo(ChronoUnit.MICROS);
        } catch (DateTimeParseException noTime) {
            throw new NotAccepted("Say when it was filed. 请填写报送时间。");
        }
    }

    private static String needed(DelegateExecution execution, String name, int most, String what, String chinese) {
        String said = text(execution, name);
        if (said.isEmpty() || said.length() > most) {
            throw new NotAccepted(
                    "Give " + what + ", in up to " + most + " characters. 请填写" + chinese + "，最多 " + most + " 字。");
        }
        return said;
    }

    private static String reason(DelegateExecution execution) {
        return needed(execution, REASON, LONGEST_REASON, "the reason why it does not apply", "不适用的原因");
    }

    private static String text(DelegateExecution execution, String name) {
        return Objects.toString(execution.getVariable(name), "").strip();
    }
}
