package org.crisisplan.duty;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.crisisplan.crisis.Crises;
import org.crisisplan.crisis.Variables;
import org.crisisplan.crisis.record.ActKind;
import org.crisisplan.crisis.record.CrisisRecord;
import org.crisisplan.crisis.record.CrisisRecord.Entry;
import org.crisisplan.engine.InPlan;
import org.crisisplan.web.BilingualText;

/** Called by the diagrams {@code file-duty} and {@code settle-duties} as {@code ${duties...}} (R91). */
@InPlan("duties")
public class DutySteps {

    /** The engine's column. */
    private static final int LONGEST_NAME = 255;

    private final Crises crises;
    private final FollowDuties following;
    private final CrisisDutyRepository kept;
    private final CrisisRecord record;

    DutySteps(Crises crises, FollowDuties following, CrisisDutyRepository kept, CrisisRecord record) {
        this.crises = crises;
        this.following = following;
        this.kept = kept;
        this.record = record;
    }

    /** Says in the list of tasks which duty it is and who must be told. */
    public void names(DelegateTask task) {
        String duty = Objects.toString(task.getVariable(FollowDuties.DUTY), "");
        String authority = Objects.toString(task.getVariable("dutyAuthority"), "");
        if (!duty.isEmpty()) {
            String name = "File " + duty + ": " + BilingualText.of(authority, Locale.ENGLISH) + " 报送 " + duty + "："
                    + BilingualText.of(authority, Locale.CHINESE);
            task.setName(name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME));
        }
    }

    /** After somebody said what they know: whether any duty is still only possible. */
    public void settled(DelegateExecution execution) {
        if (!execution.isCanceled()) {
            execution.setVariable(
                    Variables.DUTIES_LEFT,
                    !following.possible(execution.getProcessBusinessKey()).isEmpty());
        }
    }

    /** The last moment is over: it is still owed, and everybody reads that it was missed. */
    public void missed(DelegateExecution execution) {
        String number = execution.getProcessBusinessKey();
        String duty = Objects.toString(execution.getVariable(FollowDuties.DUTY), "");
        crises.hold(number);
        if (kept.missed(number, duty)) {
            Map<String, Object> after = new TreeMap<>();
            after.put("due", Objects.toString(execution.getVariable("dutyLastMoment"), ""));
            record.append(
                    number, Entry.of(ActKind.DUTY_MISSED, duty).after(after).logged("duty %s missed".formatted(duty)));
        }
    }
}
