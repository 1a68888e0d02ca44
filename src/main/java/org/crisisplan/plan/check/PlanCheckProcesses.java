package org.crisisplan.plan.check;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.Activity;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.BusinessRuleTask;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.camunda.bpm.model.bpmn.instance.Event;
import org.camunda.bpm.model.bpmn.instance.ExclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Gateway;
import org.camunda.bpm.model.bpmn.instance.InclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.IntermediateCatchEvent;
import org.camunda.bpm.model.bpmn.instance.IntermediateThrowEvent;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.ReceiveTask;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperty;

/** What every diagram keeps to: its name, its history, ids that last, labels that people can read, gateways that always decide. */
public class PlanCheckProcesses {

    private static final Pattern CLAUSES = Pattern.compile("R\\d\\d( R\\d\\d)*");
    private static final Pattern GENERATED = Pattern.compile("[A-Za-z]+_[01][a-z0-9]{6}");
    private static final String KEEP_HISTORY = "Set \"History time to live\" to a number of days such as P3650D";

    /** The first kind that fits names the element; a timer may say so. */
    private static final List<Map.Entry<Class<? extends FlowElement>, String>> KINDS = List.of(
            Map.entry(UserTask.class, "User"),
            Map.entry(ServiceTask.class, "Service"),
            Map.entry(BusinessRuleTask.class, "Rule"),
            Map.entry(ReceiveTask.class, "Catch"),
            Map.entry(CallActivity.class, "Call"),
            Map.entry(SubProcess.class, "Sub"),
            Map.entry(Gateway.class, "Gateway"),
            Map.entry(StartEvent.class, "Start"),
            Map.entry(EndEvent.class, "End"),
            Map.entry(BoundaryEvent.class, "Boundary|Timer"),
            Map.entry(IntermediateCatchEvent.class, "Catch|Timer"),
            Map.entry(IntermediateThrowEvent.class, "Throw"),
            Map.entry(SequenceFlow.class, "Flow"));

    private final PlanCheckReport report;

    PlanCheckProcesses(PlanCheckReport report) {
        this.report = report;
    }

    static Collection<Process> of(BpmnModelInstance model) {
        return Elements.of(model, Process.class);
    }

    void check(String file, BpmnModelInstance model) {
        of(model).forEach(process -> checkProcess(file, process));
        Elements.of(model, FlowElement.class).forEach(element -> checkId(file, element));
        Elements.of(model, BaseElement.class).stream()
                .filter(element -> element.getId() != null
                        && GENERATED.matcher(element.getId()).matches())
                .forEach(element -> report.add(
                        file,
                        element,
                        "has an id that Modeler made up",
                        "Give it a name that lasts, running cases hang on it"));
        Elements.of(model, FlowNode.class).forEach(node -> checkLabel(file, node));
        Elements.of(model, Gateway.class).forEach(gateway -> checkGateway(file, gateway));
        Elements.of(model, Activity.class).forEach(activity -> checkClause(file, activity));
        Elements.of(model, BoundaryEvent.class).forEach(event -> checkClause(file, event));
        of(model).forEach(process -> checkClause(file, process));
    }

    private void checkProcess(String file, Process process) {
        String name = PlanCheckModels.nameOf(file);
        if (!name.equals(process.getId())) {
            report.add(
                    file,
                    process,
                    "has another id than its file's name",
                    "Give the process the id " + name + ", or rename the file to " + process.getId() + ".bpmn");
        }
        if (!process.isExecutable()) {
            report.add(file, process, "is not executable", "Tick \"Executable\" in its properties");
        }
        if (PlanCheckLabels.isMissing(process.getCamundaHistoryTimeToLiveString())) {
            report.add(file, process, "does not say how long its history is kept", KEEP_HISTORY);
        }
        label(file, process, process.getName(), "the process");
    }

    private void checkId(String file, FlowElement element) {
        KINDS.stream()
                .filter(kind -> kind.getKey().isInstance(element))
                .findFirst()
                .ifPresent(kind -> {
                    if (!String.valueOf(element.getId()).matches("(" + kind.getValue() + ")_[A-Z][A-Za-z0-9]*")) {
                        report.add(
                                file,
                                element,
                                "has an id that does not say what it is",
                                "Name it " + kind.getValue().replace("|", "_... or ") + "_ and its words, such as "
                                        + kind.getValue().replaceFirst("\\|.*", "") + "_CrisisConfirmed");
                    }
                });
    }

    private void checkLabel(String file, FlowNode node) {
        boolean joins = node instanceof Gateway && !splits(node);
        boolean forks = node instanceof Gateway && !decides(node);
        if (!joins && !forks) {
            label(file, node, node.getName(), node instanceof Event ? "the event" : "it");
        }
    }

    private void checkGateway(String file, Gateway gateway) {
        if (!decides(gateway) || !splits(gateway)) {
            return;
        }
        SequenceFlow otherwise = gateway instanceof ExclusiveGateway exclusive
                ? exclusive.getDefault()
                : ((InclusiveGateway) gateway).getDefault();
        long open = gateway.getOutgoing().stream()
                .filter(flow -> flow.getConditionExpression() == null && !flow.equals(otherwise))
                .count();
        if (open > 0) {
            report.add(
                    file,
                    gateway,
                    "has " + open + " way(s) out that are neither the default nor have a condition",
                    "Give each flow out of it a condition, or make one of them the default flow");
        }
        gateway.getOutgoing().forEach(flow -> label(file, flow, flow.getName(), "the way out"));
    }

    private static boolean splits(FlowNode node) {
        return node.getOutgoing().size() > 1;
    }

    private static boolean decides(FlowNode node) {
        return node instanceof ExclusiveGateway || node instanceof InclusiveGateway;
    }

    private void label(String file, BaseElement element, String name, String what) {
        if (PlanCheckLabels.isMissing(name)) {
            report.add(file, element, what + " has no name", PlanCheckLabels.REMEDY);
        } else if (!PlanCheckLabels.isBilingual(name)) {
            report.add(file, element, what + " is named in one language only", PlanCheckLabels.REMEDY);
        }
    }

    private void checkClause(String file, BaseElement element) {
        String clauses = property(element, "clause");
        if (clauses.isEmpty()) {
            report.add(
                    file,
                    element,
                    "does not say which clause of the plan it carries out",
                    "Add an extension property \"clause\" such as R24");
        } else if (!CLAUSES.matcher(clauses).matches()) {
            report.add(
                    file,
                    element,
                    "has the clause \"" + clauses + "\", which is not written as clauses are",
                    "Write R and two digits, several separated by one blank, such as R24 R41");
        }
    }

    static String property(BaseElement element, String name) {
        if (element.getExtensionElements() == null) {
            return "";
        }
        return element.getExtensionElements().getElements().stream()
                .flatMap(extension -> extension.getChildElementsByType(CamundaProperty.class).stream())
                .filter(property -> name.equals(property.getCamundaName()))
                .map(CamundaProperty::getCamundaValue)
                .findFirst()
                .orElse("");
    }
}
