package org.crisisplan.publish.figures;

import static java.util.regex.Pattern.CASE_INSENSITIVE;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Year;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.crisisplan.publish.figures.Figure.Bound;
import org.crisisplan.publish.figures.Figure.Kind;
import org.crisisplan.publish.figures.Figure.Subject;
import org.jspecify.annotations.Nullable;

/** Finds the figures in a text, sentence by sentence: of users, money, shares and times, in English and in Chinese. */
public final class FiguresInText {

    private static final String NUMBER = "(" + WrittenNumber.PATTERN + ")";

    private static final List<Pattern> USERS = List.of(
            Pattern.compile(
                    NUMBER
                            + "(?:\\s+(?:of|our|the|registered|affected|concerned|individual|active|paying|other|its|user|different)){0,3}"
                            + "\\s+(?:users?|accounts?|customers?|members|subscribers|people)\\b",
                    CASE_INSENSITIVE),
            Pattern.compile(
                    "\\b(?:users?|accounts?|customers?)(?:\\s+(?:affected|concerned))?\\s*[:：]\\s*" + NUMBER
                            + "(?!\\s*(?:%|per|hours|minutes|days|:))",
                    CASE_INSENSITIVE),
            Pattern.compile(NUMBER
                    + "\\s*[多余]?\\s*(?:名|位|个|户)?\\s*(?:受影响的?|注册|本站|的)?\\s*(?:用户|账号|账户|帐号|会员|客户|顾客|人(?!民|工|员|士|类|力|次))"),
            Pattern.compile("(?:用户|账号|账户|帐号|会员|客户)(?:数量|数)?\\s*(?:约|达|为|共|超过|近|逾)?\\s*[:：]?\\s*" + NUMBER
                    + "(?=\\s*[多余]?\\s*(?:名|位|个|户|人|，|。|；|$))"));

    private static final List<Pattern> MONEY = List.of(
            Pattern.compile("(?:CNY|RMB|¥|￥|人民币)\\s*" + NUMBER, CASE_INSENSITIVE),
            Pattern.compile(NUMBER + "\\s*(?:yuan\\b|CNY\\b|RMB\\b|元)", CASE_INSENSITIVE));

    private static final List<Pattern> PERCENT = List.of(
            Pattern.compile(NUMBER + "\\s*(?:%|per ?cent\\b)", CASE_INSENSITIVE), Pattern.compile("百分之" + NUMBER));

    private static final Pattern CLOCK = Pattern.compile("(?:(\\d{4})-(\\d{1,2})-(\\d{1,2})[ T]+)?"
            + "(?<![\\d:.])(\\d{1,2})[:：](\\d{2})(?![\\d:])(?:\\s*([ap])\\.?m\\b\\.?)?");
    private static final Pattern CLOCK_EN =
            Pattern.compile("(?<![\\d:.])(\\d{1,2})\\s*([ap])\\.?m\\b\\.?", CASE_INSENSITIVE);
    private static final Pattern CLOCK_ZH = Pattern.compile("(?:(?:(\\d{4})年)?(\\d{1,2})月(\\d{1,2})日)?\\s*"
            + "(凌晨|清晨|早上|上午|中午|下午|傍晚|晚上|晚)?\\s*(?<!\\d)(\\d{1,2})(?:[点时](?:(\\d{1,2})分|(半)|整)?|[:：](\\d{2}))");

    private static final Pattern SENTENCE =
            Pattern.compile("[^。！？；\\n]+?(?:[.!?](?=\\s|$)(?<![ap]\\.m\\.)|(?=[。！？；\\n]|$))");

    private static final Map<Subject, Pattern> OF_USERS = new LinkedHashMap<>();
    private static final Map<Subject, Pattern> OF_TIMES = new LinkedHashMap<>();

    static {
        OF_USERS.put(Subject.LEAKED, words("leak|expos|stolen|disclos|泄露|泄漏|外泄|窃取"));
        OF_USERS.put(Subject.COMPENSATION, words("compensat|receive|credited|coupon|补偿|获得|发放|优惠券"));
        OF_USERS.put(Subject.AFFECTED, words("affect|unable|cannot|could not|concern|受影响|无法|影响|涉及"));
        OF_TIMES.put(
                Subject.NEXT_UPDATE,
                words("next update|no later than|at the latest|update (?:appears|follows)|最迟|下一次|下次|下一份"));
        OF_TIMES.put(
                Subject.RECOVERED,
                words("recover|restor|works? (?:normally )?again|available again|back to normal|恢复"));
        OF_TIMES.put(Subject.LEARNED, words("learn|became aware|discover|notic|获悉|得知|发现|接到"));
        OF_TIMES.put(Subject.BEGAN, words("beg[au]n|start|broke out|happened|始于|发生|开始|起因|出现"));
    }

    /** Says a beginning only where nothing else does: a service works again since then, too. */
    private static final Pattern SINCE = words("since|自");

    private static final Pattern ABOUT = Pattern.compile(
            "(?:about|around|some|nearly|almost|roughly|approximately|约|近|大约|左右)\\s*$", CASE_INSENSITIVE);
    private static final Pattern MORE =
            Pattern.compile("(?:more than|over|at least|in excess of|超过|逾|至少|超)\\s*$", CASE_INSENSITIVE);
    private static final Pattern LESS = Pattern.compile(
            "(?:less than|fewer than|up to|at most|no more than|under|不超过|最多|至多|不足|不到)\\s*$", CASE_INSENSITIVE);
    private static final Pattern MORE_AFTER = Pattern.compile("^\\s*(?:多|余)");

    private FiguresInText() {}

    private static Pattern words(String alternatives) {
        return Pattern.compile("(?:" + alternatives + ")", CASE_INSENSITIVE);
    }

    /** In the order of their kinds, each once. */
    public static List<Figure> of(String text) {
        List<Figure> figures = new ArrayList<>();
        Matcher sentence = SENTENCE.matcher(plain(text));
        while (sentence.find()) {
            inSentence(sentence.group(), figures);
        }
        return figures.stream().distinct().toList();
    }

    private static String plain(String text) {
        StringBuilder plain = new StringBuilder();
        for (char sign : text.toCharArray()) {
            plain.append(sign >= '０' && sign <= '９' ? (char) (sign - '０' + '0') : sign == '％' ? '%' : sign);
        }
        return plain.toString();
    }

    private static void inSentence(String sentence, List<Figure> figures) {
        numbers(Kind.MONEY, MONEY, sentence, figures);
        numbers(Kind.PERCENT, PERCENT, sentence, figures);
        numbers(Kind.USERS, USERS, sentence, figures);
        times(sentence, figures);
    }

    private static void numbers(Kind kind, List<Pattern> patterns, String sentence, List<Figure> figures) {
        for (Pattern pattern : patterns) {
            Matcher found = pattern.matcher(sentence);
            while (found.find()) {
                String number = found.group(1).strip();
                int start = found.start(1);
                Bound bound = bound(sentence.substring(0, start), sentence.substring(found.end(1)), number);
                Subject subject = switch (kind) {
                    case MONEY -> Subject.COMPENSATION;
                    case USERS -> nearest(OF_USERS, sentence, start);
                    default -> Subject.ANY;
                };
                WrittenNumber.read(number)
                        .ifPresent(value -> add(
                                Figure.number(
                                        kind,
                                        subject,
                                        bound,
                                        value,
                                        found.group().strip()),
                                figures));
            }
        }
    }

    /** Two patterns may find one number. */
    private static void add(Figure figure, List<Figure> figures) {
        boolean known = figures.stream()
                .anyMatch(other -> other.kind() == figure.kind()
                        && other.comparable().equals(figure.comparable())
                        && (other.written().contains(figure.written())
                                || figure.written().contains(other.written())));
        if (!known) {
            figures.add(figure);
        }
    }

    private static Bound bound(String before, String after, String number) {
        // "no more than" ends like "more than"
        if (LESS.matcher(before).find()) {
            return Bound.LESS;
        }
        if (MORE.matcher(before).find() || MORE_AFTER.matcher(after).find()) {
            return Bound.MORE;
        }
        return ABOUT.matcher(before).find() || WrittenNumber.isRound(number) ? Bound.ABOUT : Bound.EXACT;
    }

    private static void times(String sentence, List<Figure> figures) {
        Matcher clock = CLOCK.matcher(sentence);
        while (clock.find()) {
            time(
                    sentence,
                    clock,
                    date(clock.group(1), clock.group(2), clock.group(3)),
                    clock.group(4),
                    clock.group(5),
                    clock.group(6) == null ? "" : clock.group(6),
                    figures);
        }
        Matcher english = CLOCK_EN.matcher(sentence);
        while (english.find()) {
            time(sentence, english, null, english.group(1), "0", english.group(2), figures);
        }
        Matcher chinese = CLOCK_ZH.matcher(sentence);
        while (chinese.find()) {
            String part = chinese.group(4) == null ? "" : chinese.group(4);
            boolean sure = chinese.group(2) != null || !part.isEmpty() || chinese.group(6) != null;
            if (chinese.group(8) == null && sure || chinese.group(8) != null && chinese.group(2) != null) {
                String minute = chinese.group(8) != null
                        ? chinese.group(8)
                        : chinese.group(7) != null ? "30" : chinese.group(6) == null ? "0" : chinese.group(6);
                time(
                        sentence,
                        chinese,
                        date(chinese.group(1), chinese.group(2), chinese.group(3)),
                        chinese.group(5),
                        minute,
                        part.matches("下午|傍晚|晚上|晚") ? "p" : "",
                        figures);
            }
        }
    }

    private static void time(
            String sentence,
            Matcher found,
            @Nullable LocalDate date,
            String hour,
            String minute,
            String half,
            List<Figure> figures) {
        int hours = Integer.parseInt(hour) % 24;
        if (half.toLowerCase(Locale.ROOT).equals("p") && hours < 12) {
            hours += 12;
        } else if (half.toLowerCase(Locale.ROOT).equals("a") && hours == 12) {
            hours = 0;
        }
        if (Integer.parseInt(hour) > 24 || Integer.parseInt(minute) > 59) {
            return;
        }
        String before = sentence.substring(0, found.start());
        String after = sentence.substring(found.end());
        boolean utc = before.matches("(?s).*UTC\\s*") || after.matches("(?s)\\s*UTC.*");
        Bound bound = ABOUT.matcher(before).find() || after.startsWith("左右") ? Bound.ABOUT : Bound.EXACT;
        add(
                Figure.time(
                        subject(sentence, found.start()),
                        bound,
                        date,
                        LocalTime.of(hours, Integer.parseInt(minute)),
                        utc,
                        found.group().strip()),
                figures);
    }

    private static Subject subject(String sentence, int at) {
        Subject nearest = nearest(OF_TIMES, sentence, at);
        return nearest == Subject.ANY
                        && SINCE.matcher(sentence.substring(0, at)).find()
                ? Subject.BEGAN
                : nearest;
    }

    private static @Nullable LocalDate date(@Nullable String year, @Nullable String month, @Nullable String day) {
        if (month == null || day == null || year == null) {
            return null;
        }
        try {
            return LocalDate.of(Year.parse(year).getValue(), Integer.parseInt(month), Integer.parseInt(day));
        } catch (DateTimeException noSuchDay) {
            return null;
        }
    }

    /** The subject whose word stands nearest. */
    private static Subject nearest(Map<Subject, Pattern> subjects, String sentence, int at) {
        Subject nearest = Subject.ANY;
        int distance = Integer.MAX_VALUE;
        for (Map.Entry<Subject, Pattern> subject : subjects.entrySet()) {
            Matcher word = subject.getValue().matcher(sentence);
            while (word.find()) {
                int away = word.end() <= at ? at - word.end() : word.start() - at;
                if (away < distance) {
                    nearest = subject.getKey();
                    distance = away;
                }
            }
        }
        return nearest;
    }

    static boolean isRounded(BigDecimal known, BigDecimal stated) {
        BigDecimal plain = stated.stripTrailingZeros();
        return known.round(new java.math.MathContext(Math.max(1, plain.precision()), java.math.RoundingMode.HALF_UP))
                        .compareTo(stated)
                == 0;
    }
}
