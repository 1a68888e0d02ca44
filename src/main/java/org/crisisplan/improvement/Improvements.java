package org.crisisplan.improvement;

import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Date;
import java.util.Objects;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.crisisplan.approval.NotAccepted;
import org.crisisplan.engine.InPlan;

/** Called by {@code improve} as {@code ${improvements...}}: for which day a drill is planned, and that nobody is asked any more. */
@InPlan("improvements")
public class Improvements {

    private static final String DAY = "drillOn";

    private final ImprovementItemRepository repository;
    private final ImprovementItems items;
    private final Clock clock;

    Improvements(ImprovementItemRepository repository, ImprovementItems items, Clock clock) {
        this.repository = repository;
        this.items = items;
        this.clock = clock;
    }

    /** A person says for which day the drill is planned. */
    public void plansDrill(DelegateExecution execution) {
        if (execution.isCanceled()) {
            return;
        }
        LocalDate day = day(execution);
        if (day.isBefore(LocalDate.now(clock))) {
            throw new NotAccepted("A drill cannot be planned for a day that is over. 演练日期不能早于今天。");
        }
        repository.planFor(execution.getProcessBusinessKey(), day);
    }

    /** The end of the day for which the drill is planned: for a timer. */
    public Date afterDrill(DelegateExecution execution) {
        return Date.from(
                day(execution).plusDays(1).atStartOfDay(clock.getZone()).toInstant());
    }

    /** The process ends; an item that nothing closed is withdrawn then. */
    public void ends(DelegateExecution execution) {
        repository
                .findForUpdate(Objects.toString(execution.getProcessBusinessKey(), ""))
                .filter(ImprovementItem::isOpen)
                .ifPresent(items::withdraw);
    }

    private static LocalDate day(DelegateExecution execution) {
        try {
            return LocalDate.parse(Objects.toString(execution.getVariable(DAY), ""));
        } catch (DateTimeParseException noDay) {
            throw new NotAccepted("Say on which day the drill is held, such as 2027-01-15. 请填写演练日期，例如 2027-01-15。");
        }
    }
}
