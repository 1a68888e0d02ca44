package org.crisisplan.media;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.crisisplan.crisis.Crises;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.crisis.FactDefinition;
import org.crisisplan.crisis.FactTable;
import org.crisisplan.web.BilingualText;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/**
 * What is known of a crisis on one sheet: what every text is written from and held against. It holds no more than was told; what was said
 * to be not known stands there as such.
 */
@Component
public class FactSheet {

    /** As much as a field of a form shows. */
    private static final int LONGEST = 6000;

    private static final int LONGEST_VALUE = 300;

    private final Crises crises;
    private final FactTable table;
    private final MessageSource texts;

    FactSheet(Crises crises, FactTable table, MessageSource texts) {
        this.texts = texts;
        this.crises = crises;
        this.table = table;
    }

    /** A fact with its value, as one reader sees it. */
    public record Line(String label, String value) {}

    public List<Line> of(Crisis crisis, Locale reader) {
        boolean chinese = reader.getLanguage().equals(Locale.CHINESE.getLanguage());
        Map<String, Crisis.Fact> told = crises.factsOf(crisis.number());
        List<Line> lines = new ArrayList<>();
        for (FactDefinition fact :
                table.of(table.processOf(crisis.planVersion())).all()) {
            Crisis.Fact known = told.get(fact.name());
            if (known != null && !fact.isLog()) {
                lines.add(new Line(BilingualText.of(fact.label(), reader), value(known.value(), reader, chinese)));
            }
        }
        return lines;
    }

    /** Each fact on a line in English and on the next in Chinese, as the page of a task takes them apart. */
    public String inPairs(Crisis crisis) {
        List<Line> english = of(crisis, Locale.ENGLISH);
        List<Line> chinese = of(crisis, Locale.CHINESE);
        StringBuilder sheet = new StringBuilder();
        for (int i = 0; i < english.size(); i++) {
            String pair = english.get(i).label() + " " + english.get(i).value() + "\n"
                    + chinese.get(i).label() + chinese.get(i).value() + "\n";
            if (sheet.length() + pair.length() > LONGEST) {
                break;
            }
            sheet.append(pair);
        }
        return sheet.toString().strip();
    }

    private String value(@Nullable Object value, Locale reader, boolean chinese) {
        if (value == null) {
            return chinese ? "尚不清楚" : "not known";
        }
        if (value instanceof Boolean yes) {
            return yes ? (chinese ? "是" : "yes") : chinese ? "否" : "no";
        }
        String said = String.valueOf(value).replaceAll("\\s+", " ").strip();
        String text = Objects.requireNonNullElse(texts.getMessage("media.choice." + said, null, said, reader), said);
        return text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE - 1) + "…";
    }
}
