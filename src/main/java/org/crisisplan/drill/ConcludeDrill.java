package org.crisisplan.drill;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.crisisplan.engine.InPlan;
import org.crisisplan.improvement.DrillPassed;
import org.springframework.context.ApplicationEventPublisher;

/** At the end of "Evaluate the drill" in {@code drill}: keeps the six points and whether it was passed, and says so to whoever waits for it. */
@InPlan("concludeDrill")
class ConcludeDrill implements ExecutionListener {

    /** The fields of the form {@code evaluate-drill}, in the order in which they are shown. */
    static final List<String> POINTS = List.of(
            "drillExecution", "drillPlanFitness", "drillCommand", "drillHandling", "drillEquipment", "drillAdvice");

    private final DrillRepository drills;
    private final IdentityService identities;
    private final ApplicationEventPublisher events;
    private final ObjectMapper json;
    private final Clock clock;

    ConcludeDrill(
            DrillRepository drills,
            IdentityService identities,
            ApplicationEventPublisher events,
            ObjectMapper json,
            Clock clock) {
        this.drills = drills;
        this.identities = identities;
        this.events = events;
        this.json = json;
        this.clock = clock;
    }

    @Override
    public void notify(DelegateExecution execution) {
        if (execution.isCanceled()) {
            return;
        }
        String number = Drills.number(execution);
        boolean passed = "yes".equals(execution.getVariable("drillPassed"));
        Map<String, String> points = new LinkedHashMap<>();
        POINTS.forEach(point -> {
            if (execution.getVariable(point) instanceof String said && !said.isBlank()) {
                points.put(point, said.strip());
            }
        });
        var person = identities.getCurrentAuthentication();
        drills.concluded(
                number,
                passed,
                written(points),
                person == null || person.getUserId() == null ? "" : person.getUserId());
        drills.find(number).ifPresent(drill -> {
            events.publishEvent(new DrillConcluded(number, drill.scenario(), passed, items(drill), clock.instant()));
            if (passed) {
                events.publishEvent(new DrillPassed(number, items(drill), clock.instant()));
            }
        });
    }

    private static Set<String> items(Rehearsal drill) {
        return Arrays.stream(drill.items().split("\\s+"))
                .filter(item -> !item.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    private String written(Map<String, String> points) {
        try {
            return json.writeValueAsString(points);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("What was written of a drill cannot be kept", impossible);
        }
    }
}
