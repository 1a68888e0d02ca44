package org.crisisplan.publish;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.crisisplan.crisis.Crisis;
import org.springframework.stereotype.Component;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/**
 * The plan's ready-made wordings (R53, R63, R64), one text file a language: the first line is the title, the rest the text. What is
 * known of the crisis is filled in; what only a person can say is marked, and a draft that still has the mark is not accepted.
 */
@Component
class StatementTemplates {

    static final List<String> NAMES =
            List.of("holding-statement", "progress", "clarification", "apology", "compensation-plan", "all-clear");

    private final TemplateEngine texts;
    private final DraftFacts facts;

    StatementTemplates(DraftFacts facts) {
        this.facts = facts;
        // an engine of its own, not a bean: the pages' engine escapes for HTML, and these are plain texts
        var files = new ClassLoaderTemplateResolver(StatementTemplates.class.getClassLoader());
        files.setPrefix("templates/statements/");
        files.setSuffix(".txt");
        files.setCharacterEncoding("UTF-8");
        files.setTemplateMode(TemplateMode.TEXT);
        var engine = new SpringTemplateEngine();
        engine.setTemplateResolver(files);
        this.texts = engine;
    }

    StatementText fill(String template, Crisis crisis, DelegateExecution execution) {
        if (!NAMES.contains(template)) {
            throw new IllegalArgumentException("There is no statement template '" + template
                    + "'; the plan's table 'templates' may" + " choose " + String.join(", ", NAMES));
        }
        Draft en = fill(template, Locale.ENGLISH, facts.of(crisis, execution, Locale.ENGLISH));
        Draft zh = fill(template, Locale.CHINESE, facts.of(crisis, execution, Locale.CHINESE));
        return new StatementText(en.title(), zh.title(), en.text(), zh.text());
    }

    private Draft fill(String template, Locale language, Map<String, Object> known) {
        String filled = texts.process(template + "." + language.getLanguage(), new Context(language, known));
        String[] titleAndText = filled.strip().split("\\R", 2);
        return new Draft(
                shortened(titleAndText[0].strip(), DraftCheck.LONGEST_TITLE),
                shortened(paragraphs(titleAndText[1]), DraftCheck.LONGEST_TEXT));
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
