package org.crisisplan.plan.check;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.datatype.DatatypeConstants;
import javax.xml.datatype.DatatypeFactory;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.Expression;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.TimerEventDefinition;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaTaskListener;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;

/** Every timer names a time that the engine can wait for: no months, nothing that is over at once, nothing that never rests. */
class PlanCheckTimers {

    private static final Duration SHORTEST_CYCLE = Duration.ofMinutes(1);
    private static final Pattern CYCLE = Pattern.compile("R(\\d*)((?:/[^/P]+)?)/(P[^/]+)");
    private static final Pattern CRON = Pattern.compile("([0-9A-Z*?/,#-]+ +){5,6}[0-9A-Z*?/,#-]+");
    private static final Pattern ASKS = Pattern.compile("^[$#]\\{\\s*(clocks|grading)\\.(\\w+)\\(");

    /** What the product's clocks answer, by the element that such an answer belongs into. */
    private static final Map<String, String> ANSWERS = Map.of(
            "within", "timeDuration",
            "every", "timeCycle",
            "halves", "timeCycle",
            "escalations", "timeCycle",
            "cycle", "timeCycle",
            "due", "timeDate",
            "remindAt", "timeDate",
            "dueText", "timeDate");

    private static final Map<String, String> KINDS =
            Map.of("timeDuration", "a duration", "timeCycle", "a cycle", "timeDate", "a date");

    private static final DatatypeFactory DURATIONS = DatatypeFactory.newDefaultInstance();

    private final PlanCheckReport report;

    PlanCheckTimers(PlanCheckReport report) {
        this.report = report;
    }

    void check(String file, BpmnModelInstance model) {
        Elements.of(model, TimerEventDefinition.class)
                .forEach(timer -> fault(timer)
                        .ifPresent(problem -> report.add(
                                file,
                                place(timer),
                                problem,
                                "Ask the deadlines table, such as ${clocks.within(execution,'statement')}, or write a time"
                                        + " such as PT30M or P2D, a cycle such as R3/PT1H")));
    }

    private static ModelElementInstance place(TimerEventDefinition timer) {
        return timer.getParentElement() instanceof CamundaTaskListener listener
                ? listener.getParentElement().getParentElement()
                : timer.getParentElement();
    }

    private static Optional<String> fault(TimerEventDefinition timer) {
        Expression time = timer.getTimeDuration() != null
                ? timer.getTimeDuration()
                : timer.getTimeCycle() != null ? timer.getTimeCycle() : timer.getTimeDate();
        if (time == null || PlanCheckLabels.isMissing(time.getTextContent())) {
            return Optional.of("has a timer without a time");
        }
        String text = time.getTextContent().trim();
        String element = time.getElementType().getTypeName();
        if (PlanCheckExpressions.isExpression(text)) {
            Matcher asks = ASKS.matcher(text);
            return asks.find() && !element.equals(ANSWERS.getOrDefault(asks.group(2), element))
                    ? Optional.of("waits for " + KINDS.get(element) + ", but " + text + " gives "
                            + KINDS.get(ANSWERS.get(asks.group(2))))
                    : Optional.empty();
        }
        return switch (element) {
            case "timeDuration" -> duration(text);
            case "timeCycle" -> cycle(text, timer);
            default -> date(text);
        };
    }

    private static Optional<String> duration(String text) {
        try {
            var duration = DURATIONS.newDuration(text);
            if (duration.isSet(DatatypeConstants.YEARS) || duration.isSet(DatatypeConstants.MONTHS)) {
                return Optional.of("waits for " + text + ", but months and years are not equally long");
            }
            return duration.getSign() > 0
                    ? Optional.empty()
                    : Optional.of("waits for " + text + ", which is over at once");
        } catch (IllegalArgumentException notIso) {
            return Optional.of("waits for " + text + ", which is no duration");
        }
    }

    private static Optional<String> cycle(String text, TimerEventDefinition timer) {
        if (CRON.matcher(text).matches()) {
            return Optional.empty();
        }
        Matcher cycle = CYCLE.matcher(text);
        if (!cycle.matches() || cycle.group(1).matches("0+")) {
            return Optional.of("is repeated by " + text + ", which is no cycle");
        }
        Optional<String> fault = duration(cycle.group(3));
        if (fault.isPresent()) {
            return fault;
        }
        if (DURATIONS.newDuration(cycle.group(3)).getTimeInMillis(new java.util.Date(0)) < SHORTEST_CYCLE.toMillis()) {
            return Optional.of("is repeated by " + text + ", more often than once a minute");
        }
        return cycle.group(1).isEmpty() && !staysOpen(timer)
                ? Optional.of("is repeated without end by " + text + ", but happens only once where it is drawn")
                : Optional.empty();
    }

    private static boolean staysOpen(TimerEventDefinition timer) {
        return timer.getParentElement() instanceof CamundaTaskListener
                || timer.getParentElement() instanceof BoundaryEvent event && !event.cancelActivity()
                || timer.getParentElement() instanceof StartEvent start && !start.isInterrupting();
    }

    private static Optional<String> date(String text) {
        try {
            DateTimeFormatter.ISO_DATE_TIME.parse(text);
            return Optional.of("waits for " + text + ", one day for every crisis");
        } catch (DateTimeException notIso) {
            return Optional.of("waits for " + text + ", which is no date");
        }
    }
}
