package org.crisisplan.plan.check;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.instance.Activity;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.CatchEvent;
import org.camunda.bpm.model.bpmn.instance.ErrorEventDefinition;
import org.camunda.bpm.model.bpmn.instance.EscalationEventDefinition;
import org.camunda.bpm.model.bpmn.instance.EventDefinition;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.ThrowEvent;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;
import org.jspecify.annotations.Nullable;

/** Errors and escalations are caught where they are thrown and thrown where they are caught; messages reach one place. */
class PlanCheckEvents {

    /** The errors that the product's own steps report to a diagram. */
    private static final Map<String, String> THROWN_BY = Map.of("${publishToChannel}", "ChannelRefused");

    private static final String ANY = "";

    private final PlanCheckModels models;
    private final PlanCheckReport report;

    PlanCheckEvents(PlanCheckModels models, PlanCheckReport report) {
        this.models = models;
        this.report = report;
    }

    void check() {
        models.processes().forEach((file, model) -> {
            for (StartEvent start : Elements.of(model, StartEvent.class)) {
                if (PlanCheckSoundness.isOnSchedule(start)
                        && start.getParentElement() instanceof Process process
                        && calls(process.getId()).findAny().isPresent()) {
                    report.add(
                            file,
                            start,
                            "begins by a timer, but its process is called by another",
                            "Make it a plain start event, or call another process");
                }
            }
            for (EventDefinition event : Elements.of(model, EventDefinition.class)) {
                if (!(event instanceof ErrorEventDefinition) && !(event instanceof EscalationEventDefinition)) {
                    continue;
                }
                if (event.getParentElement() instanceof ThrowEvent thrown) {
                    checkThrown(file, thrown, code(event), event instanceof ErrorEventDefinition);
                } else if (event.getParentElement() instanceof CatchEvent caught) {
                    checkCaught(file, caught, code(event), event instanceof ErrorEventDefinition);
                }
            }
            for (ServiceTask task : Elements.of(model, ServiceTask.class)) {
                String code = THROWN_BY.get(String.valueOf(task.getCamundaDelegateExpression()));
                if (code != null) {
                    checkThrown(file, task, code, true);
                }
            }
        });
    }

    private void checkThrown(String file, ModelElementInstance thrown, String code, boolean error) {
        if (thrown instanceof ThrowEvent && code.equals(ANY)) {
            report.add(file, thrown, "throws something without a code", "Choose an error or escalation with a code");
        } else if (!isCaught(thrown, code, error, new HashSet<>())) {
            report.add(
                    file,
                    thrown,
                    "throws " + code + ", which nothing around it catches",
                    "Attach a boundary event with the same code to the sub-process or call around it");
        }
    }

    private boolean isCaught(ModelElementInstance thrown, String code, boolean error, Set<String> asked) {
        ModelElementInstance at = thrown;
        while (at != null) {
            if (at instanceof Activity activity && boundaryCatches(activity, code, error)) {
                return true;
            }
            ModelElementInstance scope = at.getParentElement();
            if (scope != null
                    && scope.getChildElementsByType(SubProcess.class).stream()
                            .filter(SubProcess::triggeredByEvent)
                            .flatMap(sub -> sub.getChildElementsByType(StartEvent.class).stream())
                            .anyMatch(start -> catches(start, code, error))) {
                return true;
            }
            if (at instanceof Process process && asked.add(process.getId())) {
                boolean waitsToBeCalled = calls(process.getId()).findAny().isEmpty()
                        && Boolean.FALSE.equals(process.isCamundaStartableInTasklist());
                return waitsToBeCalled || calls(process.getId()).anyMatch(call -> isCaught(call, code, error, asked));
            }
            at = scope;
        }
        return false;
    }

    private Stream<CallActivity> calls(String process) {
        return models.processes().values().stream()
                .flatMap(model -> Elements.of(model, CallActivity.class).stream())
                .filter(call -> process.equals(call.getCalledElement()));
    }

    private static boolean boundaryCatches(Activity activity, String code, boolean error) {
        return activity.getParentElement().getChildElementsByType(BoundaryEvent.class).stream()
                .filter(event -> String.valueOf(activity.getId()).equals(event.getAttributeValue("attachedToRef")))
                .anyMatch(event -> catches(event, code, error));
    }

    private static boolean catches(CatchEvent event, String code, boolean error) {
        return event.getEventDefinitions().stream()
                .filter(what ->
                        error ? what instanceof ErrorEventDefinition : what instanceof EscalationEventDefinition)
                .map(PlanCheckEvents::code)
                .anyMatch(caught -> caught.equals(ANY) || caught.equals(code));
    }

    private void checkCaught(String file, CatchEvent caught, String code, boolean error) {
        ModelElementInstance inside = caught instanceof BoundaryEvent boundary
                ? boundary.getAttachedTo()
                : caught instanceof StartEvent && caught.getParentElement() != null
                        ? caught.getParentElement().getParentElement()
                        : null;
        if (inside == null) {
            return;
        }
        Set<String> thrown = new HashSet<>();
        thrownIn(inside, error, thrown, new HashSet<>());
        if (code.equals(ANY) ? thrown.isEmpty() : !thrown.contains(code)) {
            report.add(
                    file,
                    caught,
                    "waits for " + (code.equals(ANY) ? "any " + (error ? "error" : "escalation") : code)
                            + ", which nothing throws where it would be caught",
                    thrown.isEmpty() ? "Remove it, or throw it inside" : "Choose one of " + String.join(", ", thrown));
        }
    }

    private void thrownIn(ModelElementInstance place, boolean error, Set<String> codes, Set<String> seen) {
        if (error && place instanceof ServiceTask task) {
            Optional.ofNullable(THROWN_BY.get(String.valueOf(task.getCamundaDelegateExpression())))
                    .ifPresent(codes::add);
        }
        if (place instanceof CallActivity call && seen.add(String.valueOf(call.getCalledElement()))) {
            models.process(call.getCalledElement()).ifPresent(process -> thrownIn(process, error, codes, seen));
        }
        if (place instanceof ThrowEvent event) {
            event.getEventDefinitions().stream()
                    .filter(what ->
                            error ? what instanceof ErrorEventDefinition : what instanceof EscalationEventDefinition)
                    .map(PlanCheckEvents::code)
                    .forEach(codes::add);
        }
        place.getChildElementsByType(FlowNode.class).forEach(inner -> thrownIn(inner, error, codes, seen));
    }

    private static String code(EventDefinition event) {
        @Nullable String code = event instanceof ErrorEventDefinition error
                ? error.getError() == null ? null : error.getError().getErrorCode()
                : ((EscalationEventDefinition) event).getEscalation() == null
                        ? null
                        : ((EscalationEventDefinition) event).getEscalation().getEscalationCode();
        return code == null ? ANY : code;
    }
}
