package org.crisisplan.cases;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.crisisplan.cases.ArchivedCase.Aftermath;
import org.crisisplan.cases.ArchivedCase.Situation;
import org.jspecify.annotations.Nullable;

/** The past crises that most resemble the running one, and what to say about them on the assessment's form (R35, R65). */
record SimilarCases(List<Match> matches) {

    private static final int AT_MOST = 3;
    private static final int LONGEST_TEXT = 1500;
    private static final int LONGEST_LESSON = 220;
    private static final String NONE = "No past case in the archive resembles this one. 档案中没有相似的案例。";
    private static final List<String> CHINESE_LEVELS = List.of("一级", "二级", "三级");
    private static final Comparator<Match> MOST_SIMILAR_FIRST = Comparator.comparingInt(
                    (Match match) -> match.resemblance().points())
            .reversed()
            .thenComparing(match -> match.past().happenedOn(), Comparator.reverseOrder())
            .thenComparing(match -> match.past().id());

    /** A past case and in what it resembles the running one. */
    record Match(ArchivedCase past, Resemblance resemblance) {}

    static SimilarCases to(Situation now, List<ArchivedCase> archive) {
        return new SimilarCases(archive.stream()
                .map(past -> new Match(past, Resemblance.between(now, past.situation())))
                .filter(match -> match.resemblance().points() > 0)
                .sorted(MOST_SIMILAR_FIRST)
                .limit(AT_MOST)
                .toList());
    }

    /** What the person who assesses reads. A case is shown whole or not at all. */
    String text() {
        if (matches.isEmpty()) {
            return NONE;
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < matches.size(); i++) {
            String paragraph = (i + 1) + ". " + paragraph(matches.get(i));
            if (text.length() + paragraph.length() + 2 > LONGEST_TEXT) {
                break;
            }
            text.append(text.isEmpty() ? "" : "\n\n").append(paragraph);
        }
        return text.toString();
    }

    private static String paragraph(Match match) {
        ArchivedCase past = match.past();
        String heading = "%s (%s, level %d %s, %s)"
                .formatted(
                        // a case of our own can be looked up by its number
                        past.source() == ArchivedCase.Source.OWN ? past.id() + " " + past.name() : past.name(),
                        past.happenedOn(),
                        past.level(),
                        CHINESE_LEVELS.get(past.level() - 1),
                        past.because());
        String similar = "Similar 相似: " + String.join("; ", match.resemblance().reasons());
        String known = known(past.aftermath());
        return heading + "\n" + similar + (known.isEmpty() ? "" : "\nKnown 已知: " + known);
    }

    private static String known(Aftermath aftermath) {
        List<String> known = new ArrayList<>();
        if (aftermath.recoveredHours() != null) {
            String hours = aftermath.recoveredHours().stripTrailingZeros().toPlainString();
            known.add("recovered within %s h %s 小时内恢复".formatted(hours, hours));
        }
        if (aftermath.compensation() != null) {
            known.add("compensation 补偿: " + shortened(aftermath.compensation()));
        }
        if (aftermath.confirmedLoss() != null) {
            known.add("loss 损失: CNY " + aftermath.confirmedLoss().toPlainString());
        }
        if (aftermath.lessons() != null) {
            known.add("lessons 教训: " + shortened(aftermath.lessons()));
        }
        return String.join("; ", known);
    }

    private static String shortened(@Nullable String text) {
        String oneLine = text == null ? "" : text.replaceAll("\\s+", " ").strip();
        return oneLine.length() <= LONGEST_LESSON ? oneLine : oneLine.substring(0, LONGEST_LESSON - 1) + "…";
    }
}
