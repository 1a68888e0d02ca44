package org.crisisplan.drill;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.crisisplan.crisis.Crises;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.crisis.CrisisNotes;
import org.crisisplan.crisis.CrisisPlan;
import org.crisisplan.crisis.Paced;
import org.crisisplan.drill.Scenario.Call;
import org.crisisplan.drill.Scenario.Inject;
import org.crisisplan.engine.InPlan;
import org.crisisplan.media.inquiry.InquiryLog;

/**
 * "Tell what is due" in {@code drill}: signals and news are written into the record and told as facts, journalists' calls become inquiries.
 * Nothing of it is heard by the signals: what is rehearsed opens no crisis, and joins none.
 */
@InPlan("tellInjects")
class TellInjects implements JavaDelegate {

    private final Scenarios scenarios;
    private final DrillRepository drills;
    private final Crises crises;
    private final CrisisPlan plan;
    private final CrisisNotes notes;
    private final InquiryLog inquiries;
    private final Clock clock;

    TellInjects(
            Scenarios scenarios,
            DrillRepository drills,
            Crises crises,
            CrisisPlan plan,
            CrisisNotes notes,
            InquiryLog inquiries,
            Clock clock) {
        this.scenarios = scenarios;
        this.drills = drills;
        this.crises = crises;
        this.plan = plan;
        this.notes = notes;
        this.inquiries = inquiries;
        this.clock = clock;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String number = Drills.number(execution);
        Instant now = clock.instant();
        for (DrillRepository.Due due : drills.injects(number)) {
            if (due.told() == null && !due.due().isAfter(now)) {
                tell(number, due);
            }
        }
    }

    private void tell(String number, DrillRepository.Due due) {
        Crisis crisis = crises.find(number).orElseThrow();
        if (crisis.phase().isOver()) {
            drills.told(due, "The drill's crisis was over. 演练中的危机已结束。");
            return;
        }
        notes.add(number, heading(due) + "\n" + due.said(), null, null);
        List<Inject> injects = drills.find(number)
                .flatMap(drill -> scenarios.find(drill.scenario()))
                .map(Scenario::injects)
                .orElse(List.of());
        if (due.seq() <= injects.size()) {
            Inject inject = injects.get(due.seq() - 1);
            if (!inject.facts().isEmpty()) {
                plan.reportFacts(number, inject.facts());
            }
            if (inject.call() != null) {
                ask(crisis, inject.call());
            }
        }
        drills.told(due, null);
    }

    private static String heading(DrillRepository.Due due) {
        return switch (due.kind()) {
            case "signal" -> "DRILL 演练 · Signal 信号";
            case "call" -> "DRILL 演练 · Call from a journalist 记者来电";
            case "absent" -> "DRILL 演练 · Not there 人员缺席: " + due.department();
            default -> "DRILL 演练 · News 新情况";
        };
    }

    private void ask(Crisis crisis, Call call) {
        inquiries.register(
                crisis.number(),
                new InquiryLog.Asked(
                        call.question(),
                        call.asker(),
                        call.outlet(),
                        "phone",
                        "",
                        call.language(),
                        clock.instant().plus(Paced.duration(call.answerWithin(), crisis.pace()))));
    }
}
