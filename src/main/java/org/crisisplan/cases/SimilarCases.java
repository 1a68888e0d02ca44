package org.crisisplan.cases;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.crisisplan.cases.ArchivedCase.Aftermath;
import org.crisisplan.cases.ArchivedCase.Situation;
import org.crisisplan.cases.Resemblance.Reason;
import org.jspecify.annotations.Nullable;

/** The past crises that most resemble the running one, and what to say about them on the assessment's form (R35, R65). */
record SimilarCases(List<Match> matches) {

    private static final int AT_MOST = 3;
    private static final int LONGEST_TEXT = 1500;
    private static final int LONGEST_LESSON = 220;
    private static final String NONE = "No past case in the archive resembles this one.\n历史案例中没有相似的案例。";
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

    /**
     * What the person who assesses reads: each line in English, and on the next in Chinese, for whoever shows one reader one of them. A case
     * is shown whole or not at all.
     */
    String text() {
        if (matches.isEmpty()) {
            return NONE;
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < matches.size(); i++) {
            String paragraph = paragraph(i + 1 + ". ", matches.get(i));
            if (text.length() + paragraph.length() + 2 > LONGEST_TEXT) {
                break;
            }
            text.append(text.isEmpty() ? "" : "\n\n").append(paragraph);
        }
        return text.toString();
    }

    private static String paragraph(String begin, Match match) {
        ArchivedCase past = match.past();
        // a case of our own can be looked up by its number
        String id = past.source() == ArchivedCase.Source.OWN ? past.id() + " " : "";
        List<Reason> reasons = match.resemblance().reasons();
        List<Reason> known = known(past.aftermath());
        List<String> lines = new ArrayList<>(List.of(
                begin
                        + "%s%s (%s, level %d, %s)"
                                .formatted(id, past.nameEn(), past.happenedOn(), past.level(), past.because()),
                begin
                        + "%s%s（%s，%s，%s）"
                                .formatted(
                                        id,
                                        past.nameZh(),
                                        past.happenedOn(),
                                        CHINESE_LEVELS.get(past.level() - 1),
                                        past.because()),
                "Similar: " + english(reasons),
                "相似：" + chinese(reasons)));
        if (!known.isEmpty()) {
            lines.add("Known: " + english(known));
            lines.add("已知：" + chinese(known));
        }
        return String.join("\n", lines);
    }

    private static String english(List<Reason> sentences) {
        return sentences.stream().map(Reason::english).collect(Collectors.joining("; "));
    }

    private static String chinese(List<Reason> sentences) {
        return sentences.stream().map(Reason::chinese).collect(Collectors.joining("；"));
    }

    private static List<Reason> known(Aftermath aftermath) {
        List<Reason> known = new ArrayList<>();
        if (aftermath.recoveredHours() != null) {
            String hours = aftermath.recoveredHours().stripTrailingZeros().toPlainString();
            known.add(new Reason("recovered within " + hours + " h", hours + " 小时内恢复"));
        }
        if (aftermath.compensation() != null) {
            String words = shortened(aftermath.compensation());
            known.add(new Reason("compensation: " + words, "补偿：" + words));
        }
        if (aftermath.confirmedLoss() != null) {
            String amount = aftermath.confirmedLoss().toPlainString();
            known.add(new Reason("loss: CNY " + amount, "损失：" + amount + " 元"));
        }
        if (aftermath.lessons() != null) {
            String words = shortened(aftermath.lessons());
            known.add(new Reason("lessons: " + words, "教训：" + words));
        }
        return known;
    }

    private static String shortened(@Nullable String text) {
        String oneLine = text == null ? "" : text.replaceAll("\\s+", " ").strip();
        return oneLine.length() <= LONGEST_LESSON ? oneLine : oneLine.substring(0, LONGEST_LESSON - 1) + "…";
    }
}
