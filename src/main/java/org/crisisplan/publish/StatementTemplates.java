package org.crisisplan.publish;

import java.util.HashMap;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.text.Placeholder;
import org.crisisplan.text.PlanTexts;
import org.crisisplan.text.TextTemplate;
import org.crisisplan.text.WrittenLanguage;
import org.springframework.stereotype.Component;

/**
 * Fills the texts of the plan version that the crisis runs on (R53, R63, R64): the first line is the title, the others are the text.
 * What is not known is left out, or said to be not known.
 */
@Component
class StatementTemplates {

    private final PlanTexts texts;
    private final DraftFacts facts;

    StatementTemplates(PlanTexts texts, DraftFacts facts) {
        this.texts = texts;
        this.facts = facts;
    }

    StatementText fill(String template, Crisis crisis, DelegateExecution step) {
        Draft en = fill(template, crisis, step, WrittenLanguage.ENGLISH);
        Draft zh = fill(template, crisis, step, WrittenLanguage.CHINESE);
        return new StatementText(en.title(), zh.title(), en.text(), zh.text());
    }

    private Draft fill(String template, Crisis crisis, DelegateExecution step, WrittenLanguage language) {
        Map<String, Object> known = facts.of(crisis, step, language);
        String plan = step.getProcessDefinitionId();
        String title = fill(texts.of(plan, PlanTexts.TITLE, language), known);
        known.put(Placeholder.TITLE.word(), title.replaceAll("\\s+", " "));
        String[] titleAndText = fill(texts.of(plan, template, language), known).split("\\R", 2);
        return new Draft(
                shortened(titleAndText[0].strip(), DraftCheck.LONGEST_TITLE),
                shortened(paragraphs(titleAndText.length < 2 ? "" : titleAndText[1]), DraftCheck.LONGEST_TEXT));
    }

    /** A plan from before there were texts knows fewer facts than the product's texts ask for. */
    private static String fill(TextTemplate text, Map<String, Object> known) {
        Map<String, Object> asked = new HashMap<>(known);
        text.names().keySet().forEach(name -> asked.putIfAbsent(name, ""));
        return text.fill(asked).strip();
    }

    /** Parts that were left out leave blank lines behind. */
    private static String paragraphs(String text) {
        return text.replaceAll("(?m)[ \\t]+$", "").replaceAll("\\R{3,}", "\n\n").strip();
    }

    static String shortened(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest - 1) + "…";
    }

    private record Draft(String title, String text) {}
}
