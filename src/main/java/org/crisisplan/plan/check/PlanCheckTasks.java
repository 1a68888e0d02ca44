package org.crisisplan.plan.check;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.Documentation;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.bpmn.instance.TimerEventDefinition;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaExecutionListener;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaIn;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaTaskListener;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;

/** What a person's task needs so that somebody does it in time, and what a service needs so that something happens. */
class PlanCheckTasks {

    private final PlanCheckVocabulary vocabulary;
    private final PlanCheckReport report;

    PlanCheckTasks(PlanCheckVocabulary vocabulary, PlanCheckReport report) {
        this.vocabulary = vocabulary;
        this.report = report;
    }

    void check(String file, BpmnModelInstance model) {
        Elements.of(model, UserTask.class).forEach(task -> checkPerson(file, task));
        Elements.of(model, ServiceTask.class).forEach(task -> checkService(file, task));
        Elements.of(model, CallActivity.class).forEach(call -> checkCall(file, call));
        Elements.of(model, CamundaTaskListener.class).forEach(listener -> checkListener(file, listener));
        Elements.of(model, CamundaExecutionListener.class).forEach(listener -> checkListener(file, listener));
    }

    private void checkPerson(String file, UserTask task) {
        checkGroups(file, task);
        if (PlanCheckLabels.isMissing(PlanCheckReferences.camunda(task, "formRef"))) {
            report.add(file, task, "has no form", "Choose \"Camunda Form\" and name a form of the bundle");
        }
        if (documentation(task).isEmpty()) {
            report.add(
                    file,
                    task,
                    "does not tell the person what to do",
                    "Write one sentence in \"Element documentation\"");
        }
        checkOwn(file, task, "announce", "create", "announceTask", "tells nobody that it is there");
        checkOwn(file, task, "remind", "timeout", "remindOfTask", "reminds nobody before it is due");
        checkOwn(file, task, "escalate", "timeout", "escalateTask", "is not escalated when it is overdue");
    }

    private void checkGroups(String file, UserTask task) {
        String groups = task.getCamundaCandidateGroups();
        if (PlanCheckLabels.isMissing(groups)) {
            report.add(file, task, "is given to nobody", "Set \"Candidate groups\" to a department such as technology");
        } else if (!PlanCheckExpressions.isExpression(groups)) {
            Stream.of(groups.split(","))
                    .map(String::trim)
                    .filter(group -> !vocabulary.groups().contains(group))
                    .forEach(group -> report.add(
                            file,
                            task,
                            "is given to " + group + ", which is not a group",
                            "Use one of " + String.join(", ", vocabulary.groups())));
        }
    }

    /** Every task is announced, reminded of and escalated; one that draws a listener of its own for that must draw it whole. */
    private void checkOwn(String file, UserTask task, String id, String event, String bean, String problem) {
        String expression = "${" + bean + "}";
        List<CamundaTaskListener> own = extensions(task, CamundaTaskListener.class).stream()
                .filter(listener -> id.equals(listener.getAttributeValue("id"))
                        || expression.equals(listener.getCamundaDelegateExpression()))
                .toList();
        boolean listens = own.stream()
                .filter(listener -> event.equals(listener.getCamundaEvent()))
                .filter(listener -> expression.equals(listener.getCamundaDelegateExpression()))
                .anyMatch(listener -> !event.equals("timeout")
                        || !listener.getChildElementsByType(TimerEventDefinition.class)
                                .isEmpty());
        if (!own.isEmpty() && !listens) {
            report.add(
                    file,
                    task,
                    problem,
                    "Remove its own listener \"" + id
                            + "\", since every task has one without being drawn, or let it call " + expression
                            + " at \"" + event + "\"" + (event.equals("timeout") ? " with a timer" : ""));
        }
    }

    private void checkService(String file, ServiceTask task) {
        String delegate = task.getCamundaDelegateExpression();
        if (PlanCheckLabels.isMissing(delegate) && PlanCheckLabels.isMissing(task.getCamundaExpression())) {
            report.add(
                    file,
                    task,
                    "does nothing",
                    "Set a delegate expression to one of the product's beans: " + vocabulary.beanNames());
        }
        checkDelegate(file, task, delegate, vocabulary::isDelegate, "a service task runs");
    }

    private void checkListener(String file, CamundaTaskListener listener) {
        checkDelegate(
                file,
                owner(listener),
                listener.getCamundaDelegateExpression(),
                vocabulary::isTaskListener,
                "a task listener calls");
    }

    private void checkListener(String file, CamundaExecutionListener listener) {
        checkDelegate(
                file,
                owner(listener),
                listener.getCamundaDelegateExpression(),
                vocabulary::isExecutionListener,
                "an execution listener calls");
    }

    private void checkDelegate(
            String file, ModelElementInstance element, String expression, Predicate<String> fits, String use) {
        if (!PlanCheckLabels.isMissing(expression)) {
            delegateFault(expression, vocabulary, fits, use)
                    .ifPresent(fault -> report.add(file, element, fault.problem(), fault.remedy()));
        }
    }

    /** What is wrong with a delegate, and what to do about it. */
    record Fault(String problem, String remedy) {}

    static Optional<Fault> delegateFault(
            String expression, PlanCheckVocabulary vocabulary, Predicate<String> fits, String use) {
        Optional<String> bean = expression.matches("[$#]\\{\\w+}")
                ? Optional.of(expression.substring(2, expression.length() - 1))
                : Optional.empty();
        if (bean.filter(vocabulary.beans()::containsKey).isEmpty()) {
            return Optional.of(new Fault(
                    "calls " + expression + ", which the product does not offer",
                    "Use one of its beans: " + vocabulary.beanNames()));
        }
        return bean.filter(fits).isPresent()
                ? Optional.empty()
                : Optional.of(new Fault(
                        "calls " + expression + ", which is not of the kind that " + use,
                        "Call it where it belongs, or one of its methods by an expression"));
    }

    private void checkCall(String file, CallActivity call) {
        if (extensions(call, CamundaIn.class).stream().allMatch(in -> in.getCamundaBusinessKey() == null)) {
            report.add(
                    file,
                    call,
                    "does not pass the crisis number on",
                    "Tick \"Propagate business key\" in its input mapping (#{execution.processBusinessKey})");
        }
    }

    static String documentation(BaseElement element) {
        return element.getChildElementsByType(Documentation.class).stream()
                .map(text -> text.getTextContent().trim())
                .findFirst()
                .orElse("");
    }

    static <E extends ModelElementInstance> Collection<E> extensions(BaseElement element, Class<E> kind) {
        return element.getExtensionElements() == null
                ? List.of()
                : element.getExtensionElements().getChildElementsByType(kind);
    }

    private static ModelElementInstance owner(ModelElementInstance listener) {
        return listener.getParentElement().getParentElement();
    }
}
