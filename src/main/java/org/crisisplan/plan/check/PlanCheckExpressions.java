package org.crisisplan.plan.check;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.camunda.bpm.impl.juel.AstBracket;
import org.camunda.bpm.impl.juel.AstDot;
import org.camunda.bpm.impl.juel.AstFunction;
import org.camunda.bpm.impl.juel.AstIdentifier;
import org.camunda.bpm.impl.juel.AstMethod;
import org.camunda.bpm.impl.juel.AstNumber;
import org.camunda.bpm.impl.juel.AstString;
import org.camunda.bpm.impl.juel.Builder;
import org.camunda.bpm.impl.juel.Node;
import org.camunda.bpm.impl.juel.TreeBuilderException;

/**
 * Reads an expression the way the engine does and says what in it a model may not do. Allowed is a short list: variables, the
 * beans that are offered to models, and a few questions to the running step. Everything else would be a way into the
 * application.
 */
class PlanCheckExpressions {

    private static final Builder SYNTAX = new Builder(Builder.Feature.METHOD_INVOCATIONS);

    private static final Set<String> STEP = Set.of("execution", "task");

    private static final Set<String> ASKED_OF_STEP = Set.of(
            "id",
            "name",
            "processBusinessKey",
            "businessKey",
            "processInstanceId",
            "processDefinitionId",
            "currentActivityId",
            "taskDefinitionKey",
            "dueDate",
            "assignee",
            "getVariable",
            "hasVariable",
            "setVariable",
            "getProcessBusinessKey",
            "getBusinessKey",
            "getProcessInstanceId");

    private static final Set<String> ASKED_OF_VARIABLES =
            Set.of("contains", "size", "isEmpty", "equals", "startsWith", "endsWith", "length");

    private static final Set<String> ASKED_OF_DECISION =
            Set.of("getSingleResult", "getFirstResult", "getSingleEntry", "collectEntries");

    private static final Set<String> FUNCTIONS =
            Set.of("now", "dateTime", "currentUser", "currentUserGroups", "S", "JSON");

    private static final Set<String> ASKED_OF_JSON = Set.of(
            "prop", "hasProp", "elements", "stringValue", "numberValue", "boolValue", "isNull", "isArray", "value");

    private final PlanCheckVocabulary vocabulary;

    PlanCheckExpressions(PlanCheckVocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    /**
     * What was found in one text.
     *
     * @param names the variables and beans it speaks of
     * @param faults what a model may not do, each as the end of a sentence
     */
    record Reading(Set<String> names, List<String> faults) {}

    static boolean isExpression(String text) {
        return text.contains("${") || text.contains("#{");
    }

    Reading read(String text) {
        var reading = new Reading(new LinkedHashSet<>(), new ArrayList<>());
        try {
            walk(SYNTAX.build(text.trim()).getRoot(), reading);
        } catch (TreeBuilderException malformed) {
            reading.faults().add("is not a complete expression (" + malformed.getMessage() + ")");
        }
        return reading;
    }

    private void walk(Node node, Reading reading) {
        if (node instanceof AstMethod call) {
            walkCall(call, reading);
        } else if (node instanceof AstDot dot) {
            walkProperty(dot, reading);
        } else if (node instanceof AstBracket bracket) {
            walkBracket(bracket, reading);
        } else {
            if (node instanceof AstIdentifier name) {
                reading.names().add(name.getName());
            } else if (node instanceof AstFunction function && !FUNCTIONS.contains(function.getName())) {
                reading.faults().add("uses the function " + function.getName() + "(), which models are not offered");
            }
            walkInside(node, reading);
        }
    }

    private void walkInside(Node node, Reading reading) {
        for (int child = 0; child < node.getCardinality(); child++) {
            if (node.getChild(child) != null) {
                walk(node.getChild(child), reading);
            }
        }
    }

    private void walkCall(AstMethod call, Reading reading) {
        Node parameters = call.getChild(1);
        if (call.getChild(0) instanceof AstDot dot) {
            Node owner = dot.getChild(0);
            String method = nameOf(dot);
            faultOfCall(owner, method, parameters.getCardinality(), reading);
            walk(owner, reading);
        } else {
            reading.faults().add("calls a method whose name is not written out");
        }
        walkInside(parameters, reading);
    }

    private void faultOfCall(Node owner, String method, int parameters, Reading reading) {
        boolean ofDecision = String.valueOf(owner).equals("decisionResult") && ASKED_OF_DECISION.contains(method);
        if (ofDecision || ASKED_OF_JSON.contains(method) && isJson(owner) && !isBean(owner)) {
            return;
        }
        if (!(owner instanceof AstIdentifier name)) {
            reading.faults().add("calls " + method + "() on the result of something else, which models may not do");
        } else if (STEP.contains(name.getName())) {
            if (!ASKED_OF_STEP.contains(method)) {
                reading.faults().add("calls " + name + "." + method + "(), which models may not do");
            }
        } else if (isBean(name)) {
            if (!vocabulary.offers(name.getName(), method, parameters)) {
                reading.faults()
                        .add("calls " + name + "." + method + "() with " + parameters
                                + " values, which that bean does not offer (it offers "
                                + vocabulary.offeredBy(name.getName()) + ")");
            }
        } else if (!ASKED_OF_VARIABLES.contains(method)) {
            reading.faults()
                    .add("calls " + name + "." + method + "(), but " + name + " is not a bean that models are offered ("
                            + vocabulary.beanNames() + ")");
        }
    }

    private boolean isBean(Node node) {
        return node instanceof AstIdentifier name && vocabulary.beans().containsKey(name.getName());
    }

    /** {@code team.elements()} or {@code S(team).prop('group').stringValue()}: reading a JSON variable. */
    private static boolean isJson(Node node) {
        return node instanceof AstIdentifier name && !STEP.contains(name.getName())
                || node instanceof AstFunction function && Set.of("S", "JSON").contains(function.getName())
                || node instanceof AstMethod call
                        && call.getChild(0) instanceof AstDot dot
                        && ASKED_OF_JSON.contains(nameOf(dot))
                        && isJson(dot.getChild(0));
    }

    private void walkProperty(AstDot dot, Reading reading) {
        faultOfProperty(dot.getChild(0), nameOf(dot), reading);
        walk(dot.getChild(0), reading);
    }

    private void walkBracket(AstBracket bracket, Reading reading) {
        Node property = bracket.getChild(1);
        if (property instanceof AstString text) {
            faultOfProperty(bracket.getChild(0), text.toString().replaceAll("^[\"']|[\"']$", ""), reading);
        } else if (!(property instanceof AstNumber)) {
            reading.faults().add("reads a property whose name is not written out");
        }
        walk(bracket.getChild(0), reading);
    }

    private static void faultOfProperty(Node owner, String property, Reading reading) {
        boolean ofStep = owner instanceof AstIdentifier name && STEP.contains(name.getName());
        if (property.equals("class") || ofStep && !ASKED_OF_STEP.contains(property)) {
            reading.faults()
                    .add("reads " + (owner instanceof AstIdentifier ? owner + "." : "") + property
                            + ", which models may not do");
        }
    }

    private static String nameOf(AstDot dot) {
        return dot.toString().replaceFirst("^\\.\\s*", "");
    }
}
