package org.crisisplan.plan.check;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.camunda.bpm.impl.juel.AstBinary;
import org.camunda.bpm.impl.juel.AstBracket;
import org.camunda.bpm.impl.juel.AstChoice;
import org.camunda.bpm.impl.juel.AstComposite;
import org.camunda.bpm.impl.juel.AstDot;
import org.camunda.bpm.impl.juel.AstEval;
import org.camunda.bpm.impl.juel.AstFunction;
import org.camunda.bpm.impl.juel.AstIdentifier;
import org.camunda.bpm.impl.juel.AstLiteral;
import org.camunda.bpm.impl.juel.AstMethod;
import org.camunda.bpm.impl.juel.AstNested;
import org.camunda.bpm.impl.juel.AstText;
import org.camunda.bpm.impl.juel.AstUnary;
import org.camunda.bpm.impl.juel.Builder;
import org.camunda.bpm.impl.juel.Node;
import org.camunda.bpm.impl.juel.TreeBuilderException;
import org.crisisplan.engine.expression.OfferedFunctions;

/**
 * Reads an expression the way the engine does and says what in it a model may not do. Allowed is a short list: variables, the
 * beans that are offered to models, a few questions to the running step, and the kinds of parts named here. The engine holds to the
 * same list when the expression runs; here an analyst learns of it before.
 */
class PlanCheckExpressions {

    private static final Builder SYNTAX = new Builder(Builder.Feature.METHOD_INVOCATIONS);

    private static final int LONGEST = 2_000;
    private static final int MOST_TURNS = 100;
    private static final String TURNS = "([{?!-";

    private final PlanCheckCalls calls;

    PlanCheckExpressions(PlanCheckVocabulary vocabulary) {
        this.calls = new PlanCheckCalls(vocabulary);
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
        String expression = text.trim();
        long turns =
                expression.chars().filter(letter -> TURNS.indexOf(letter) >= 0).count();
        if (expression.length() > LONGEST || turns > MOST_TURNS) {
            reading.faults().add("is longer or more nested than any that can be understood");
            return reading;
        }
        try {
            walk(SYNTAX.build(expression).getRoot(), reading);
        } catch (TreeBuilderException malformed) {
            reading.faults().add("is not a complete expression (" + malformed.getMessage() + ")");
        } catch (StackOverflowError tooDeep) {
            reading.faults().add("is more nested than any that can be understood");
        }
        return reading;
    }

    private void walk(Node node, Reading reading) {
        if (node instanceof AstMethod call) {
            Node owner = calls.call(call, reading.faults());
            walk(owner, reading);
            walkInside(call.getChild(1), reading);
        } else if (node instanceof AstDot || node instanceof AstBracket) {
            calls.property(node, reading.faults());
            walkInside(node, reading);
        } else if (node instanceof AstIdentifier name) {
            reading.names().add(name.getName());
        } else if (node instanceof AstFunction function) {
            if (!OfferedFunctions.NAMES.contains(function.getName())) {
                reading.faults().add("uses the function " + function.getName() + "(), which models are not offered");
            }
            calls.values(function.getChild(0), function.getName() + "()", reading.faults());
            walkInside(function.getChild(0), reading);
        } else if (isPlainPart(node)) {
            walkInside(node, reading);
        } else {
            reading.faults()
                    .add("has a part of the kind " + node.getClass().getSimpleName() + ", which models may not have");
        }
    }

    private static boolean isPlainPart(Node node) {
        return node instanceof AstEval
                || node instanceof AstComposite
                || node instanceof AstText
                || node instanceof AstLiteral
                || node instanceof AstNested
                || node instanceof AstChoice
                || node instanceof AstUnary
                || node instanceof AstBinary;
    }

    private void walkInside(Node node, Reading reading) {
        for (int child = 0; child < node.getCardinality(); child++) {
            if (node.getChild(child) != null) {
                walk(node.getChild(child), reading);
            }
        }
    }
}
