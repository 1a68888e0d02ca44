package org.crisisplan.media;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.crisisplan.crisis.Crises;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.crisis.KnownToSteps;
import org.crisisplan.media.answer.AnswerBank;
import org.crisisplan.publish.ApprovedStatement;
import org.crisisplan.publish.ApprovedTexts;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What the forms of this module show beside the facts: the fact sheet of the crisis, and the texts that may be passed on, as they are at
 * the moment when the form is opened or sent.
 */
@Component
class KnownToMediaSteps implements KnownToSteps {

    private static final String FACT_SHEET = "factSheet";
    private static final String INQUIRY = "answer-inquiry";

    /** Where a text is written, judged or chosen. */
    private static final Set<String> SPEAKING = Set.of("publish-statement", "approve-answer", INQUIRY);

    private static final int LONGEST_LABEL = 120;

    /** More than these nobody reads while a journalist waits; the newest come first. */
    private static final int MOST = 30;

    private final Crises crises;
    private final FactSheet facts;
    private final ApprovedTexts texts;
    private final AnswerBank bank;

    KnownToMediaSteps(Crises crises, FactSheet facts, ApprovedTexts texts, AnswerBank bank) {
        this.crises = crises;
        this.facts = facts;
        this.texts = texts;
        this.bank = bank;
    }

    @Override
    public Map<String, Object> of(String process, @Nullable String businessKey) {
        Optional<Crisis> crisis = !SPEAKING.contains(process) || businessKey == null || !Crises.isNumber(businessKey)
                ? Optional.empty()
                : crises.find(businessKey);
        Map<String, Object> known = new HashMap<>();
        crisis.ifPresent(one -> {
            known.put(FACT_SHEET, facts.inPairs(one));
            if (process.equals(INQUIRY)) {
                List<ApprovedStatement> offered = offered(one);
                List<Map<String, String>> options = new ArrayList<>();
                StringBuilder words = new StringBuilder();
                offered.forEach(text -> {
                    int number = options.size() + 1;
                    options.add(option(number, text));
                    words.append(pair(number, text));
                });
                known.put("approvedTexts", options);
                known.put("approvedWords", words.toString().strip());
            }
        });
        return known;
    }

    /** Answers of the bank first: they were written for being asked. */
    private List<ApprovedStatement> offered(Crisis crisis) {
        List<ApprovedStatement> offered = new ArrayList<>();
        bank.validFor(crisis).forEach(entry -> {
            if (entry.text() != null) {
                offered.add(entry.text());
            }
        });
        offered.addAll(texts.published(crisis.number()));
        return offered.subList(0, Math.min(offered.size(), MOST));
    }

    /** On a line in English and on the next in Chinese, as the page of a task takes them apart. */
    private static String pair(int number, ApprovedStatement text) {
        return number + ". " + text.text().titleEn() + " — "
                + inOneLine(text.text().textEn()) + "\n" + number + ". "
                + text.text().titleZh() + " — " + inOneLine(text.text().textZh()) + "\n";
    }

    private static String inOneLine(String text) {
        return text.replaceAll("\\s*\\n\\s*", " ");
    }

    private static Map<String, String> option(int number, ApprovedStatement text) {
        String label = number + ". " + text.text().titleEn() + " " + text.text().titleZh();
        return Map.of(
                "value",
                text.id(),
                "label",
                label.length() <= LONGEST_LABEL ? label : label.substring(0, LONGEST_LABEL - 1) + "…");
    }
}
