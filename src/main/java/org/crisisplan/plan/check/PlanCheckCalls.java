package org.crisisplan.plan.check;

import java.util.List;
import java.util.Set;
import org.camunda.bpm.impl.juel.AstBracket;
import org.camunda.bpm.impl.juel.AstDot;
import org.camunda.bpm.impl.juel.AstFunction;
import org.camunda.bpm.impl.juel.AstIdentifier;
import org.camunda.bpm.impl.juel.AstMethod;
import org.camunda.bpm.impl.juel.AstNested;
import org.camunda.bpm.impl.juel.AstNumber;
import org.camunda.bpm.impl.juel.AstString;
import org.camunda.bpm.impl.juel.Node;
import org.crisisplan.engine.expression.OfferedObjects;

/** What an expression reads of something and calls on something: each by what that something is, a bean, the step or a variable. */
class PlanCheckCalls {

    private static final Set<String> STEP = Set.of("execution", "task");

    /** Every Java object has these or may have them; no variable of a plan is read by such a name. */
    private static final Set<String> NEVER = Set.of(
            "class",
            "declaringClass",
            "classLoader",
            "contextClassLoader",
            "module",
            "protectionDomain",
            "package",
            "processEngine",
            "processEngineServices",
            "bpmnModelInstance",
            "bpmnModelElementInstance");

    private final PlanCheckVocabulary vocabulary;

    PlanCheckCalls(PlanCheckVocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    /** @return what the method is called on */
    Node call(AstMethod call, List<String> faults) {
        Node property = call.getChild(0);
        Node parameters = call.getChild(1);
        Node owner = property.getChild(0);
        if (property instanceof AstDot dot) {
            call(bare(owner), nameOf(dot), parameters, faults);
        } else {
            faults.add("calls a method whose name is not written out");
        }
        return owner;
    }

    private void call(Node owner, String method, Node parameters, List<String> faults) {
        if (isStep(owner)) {
            if (!OfferedObjects.METHODS_OF_STEP.contains(method)) {
                faults.add("calls " + owner + "." + method + "(), which models may not do");
            } else {
                if (method.equals("setVariable")) {
                    setVariable(parameters, faults);
                }
                values(parameters, method + "()", faults);
            }
        } else if (isBean(owner)) {
            int given = parameters.getCardinality();
            if (!vocabulary.offers(owner.toString(), method, given)) {
                faults.add("calls " + owner + "." + method + "() with " + given
                        + " values, which that bean does not offer (it offers "
                        + vocabulary.offeredBy(owner.toString()) + ")");
            }
        } else if (!mayBeCalled(owner, method, parameters.getCardinality())) {
            faults.add(
                    owner instanceof AstIdentifier
                            ? "calls " + owner + "." + method + "(), but " + owner
                                    + " is not a bean that models are offered (" + vocabulary.beanNames() + ")"
                            : "calls " + method + "() on the result of something else, which models may not do");
        } else {
            values(parameters, method + "()", faults);
        }
    }

    /** A variable, what is read of one, or a written text. */
    private boolean mayBeCalled(Node owner, String method, int parameters) {
        boolean ofDecision =
                String.valueOf(owner).equals("decisionResult") && OfferedObjects.METHODS_OF_DECISION.contains(method);
        boolean ofJson = isJson(owner) && OfferedObjects.METHODS_OF_JSON.contains(method) && parameters <= 1;
        boolean ofValue =
                (isJson(owner) || owner instanceof AstString) && OfferedObjects.METHODS_OF_VALUES.contains(method);
        return ofDecision || ofJson || ofValue;
    }

    /** {@code team.elements()} or {@code S(team).prop('group').stringValue()}: reading a variable, JSON or not. */
    private boolean isJson(Node node) {
        Node owner = bare(node);
        return owner instanceof AstFunction function && Set.of("S", "JSON").contains(function.getName())
                || owner instanceof AstMethod call
                        && call.getChild(0) instanceof AstDot dot
                        && (OfferedObjects.METHODS_OF_JSON.contains(nameOf(dot)) && isJson(dot.getChild(0))
                                || nameOf(dot).equals("getVariable") && isStep(bare(dot.getChild(0))))
                || isOfVariable(owner);
    }

    private static void setVariable(Node parameters, List<String> faults) {
        if (parameters.getCardinality() != 2 || !(parameters.getChild(0) instanceof AstString)) {
            faults.add("writes a variable whose name is not written out");
        }
    }

    /** Beans and the step are no values: they are called, and handed to beans, nothing else. */
    void values(Node parameters, String receiver, List<String> faults) {
        for (int each = 0; each < parameters.getCardinality(); each++) {
            Node given = bare(parameters.getChild(each));
            if (isStep(given) || isBean(given)) {
                faults.add("hands " + given + " to " + receiver + ", which takes values only");
            }
        }
    }

    void property(Node read, List<String> faults) {
        Node owner = bare(read.getChild(0));
        if (read instanceof AstBracket bracket) {
            Node key = bare(bracket.getChild(1));
            if (key instanceof AstString text) {
                property(owner, text.toString().replaceAll("^[\"']|[\"']$", ""), faults);
                return;
            }
            boolean variable = key instanceof AstIdentifier && !isStep(key) && !isBean(key);
            if (!(key instanceof AstNumber) && !variable) {
                faults.add("reads a property whose name is not written out");
            } else if (!isOfVariable(owner)) {
                faults.add("reads by [" + key + "] what is no variable");
            }
        } else {
            property(owner, nameOf((AstDot) read), faults);
        }
    }

    private void property(Node owner, String name, List<String> faults) {
        boolean offered = isStep(owner) ? OfferedObjects.OF_STEP.contains(name) : isRead(owner);
        if (!offered || NEVER.contains(name)) {
            faults.add("reads " + (owner instanceof AstIdentifier ? owner + "." : "") + name
                    + ", which models may not do");
        }
    }

    private boolean isRead(Node owner) {
        boolean decision = owner instanceof AstMethod call
                && call.getChild(0) instanceof AstDot dot
                && OfferedObjects.METHODS_OF_DECISION.contains(nameOf(dot))
                && bare(dot.getChild(0)).toString().equals("decisionResult");
        return decision || isOfVariable(owner);
    }

    /** A variable, or something read of one by dots and brackets. */
    private boolean isOfVariable(Node node) {
        Node inner = bare(node);
        while (inner instanceof AstDot || inner instanceof AstBracket) {
            inner = bare(inner.getChild(0));
        }
        boolean called = inner instanceof AstMethod && inner != bare(node) && isRead(inner);
        return called || inner instanceof AstIdentifier && !isStep(inner) && !isBean(inner);
    }

    private static boolean isStep(Node node) {
        return node instanceof AstIdentifier name && STEP.contains(name.getName());
    }

    private boolean isBean(Node node) {
        return node instanceof AstIdentifier name && vocabulary.beans().containsKey(name.getName());
    }

    /** Parentheses change nothing about what is inside. */
    private static Node bare(Node node) {
        Node inner = node;
        while (inner instanceof AstNested) {
            inner = inner.getChild(0);
        }
        return inner;
    }

    private static String nameOf(AstDot dot) {
        return dot.toString().replaceFirst("^\\.\\s*", "");
    }
}
