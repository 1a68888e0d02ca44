package org.crisisplan.cases;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.crisisplan.cases.ArchivedCase.Situation;

/**
 * In what one crisis resembles another, and how much. Every point has its sentence: whoever assesses a crisis can see why a past
 * one is shown, and disagree.
 */
record Resemblance(int points, List<Reason> reasons) {

    /** A sentence in both languages. */
    record Reason(String english, String chinese) {

        private Reason with(String englishDetail, String chineseDetail) {
            return new Reason(english + " (" + englishDetail + ")", chinese + "（" + chineseDetail + "）");
        }
    }

    /** What was chosen, for those who read Chinese; a choice that is not here is shown as the plan calls it. */
    private static final Map<String, String> CHOICES_IN_CHINESE = Map.of(
            "regional", "部分地区",
            "nationwide", "全国",
            "payment", "支付",
            "order", "下单",
            "partial", "部分",
            "complete", "全部",
            "minor", "轻微",
            "severe", "严重");

    private static final List<Aspect> ASPECTS = List.of(
            new Kind("technical", Situation::technical, new Reason("both technical", "同为技术类")),
            new Kind("content", Situation::content, new Reason("both about content", "同为内容类")),
            new SameFlag("coreDatabaseDestroyed", 3, new Reason("core database destroyed", "核心数据库损毁")),
            new Magnitude("leakedUsers", 3, new Reason("user data leaked", "用户数据泄露")),
            new SameChoice("outageScope", 2, new Reason("service outage", "服务中断")),
            new Magnitude("unresponsiveMinutes", 1, new Reason("no usable response", "无有效响应")),
            new SameChoice("keyBusiness", 2, new Reason("key business down", "关键业务不可用")),
            new Magnitude("downtimeHours", 1, new Reason("downtime", "停用时长")),
            new SameChoice("businessInterrupted", 2, new Reason("business interrupted", "业务中断")),
            new SameFlag("topMediaRepost", 2, new Reason("reposted by top media", "头部媒体转载")),
            new Magnitude("discussions", 1, new Reason("public discussion", "讨论量")),
            new SameFlag("widespreadComplaints", 1, new Reason("widespread complaints", "大量投诉")),
            new SameChoice("userExperienceImpact", 1, new Reason("user experience hurt", "用户体验受损")));

    private static final String ALL = "all ";
    private static final String TOGETHER = "together ";
    private static final int LONGEST_TRAIT = 100;

    /** So many aspects, the weightiest, are combined with each other: a case then has at most 57 combinations. */
    private static final int MOST_COMBINED = 6;

    Resemblance {
        reasons = List.copyOf(reasons);
    }

    static Resemblance between(Situation now, Situation then) {
        List<Point> found = ASPECTS.stream()
                .map(aspect -> aspect.compare(now, then))
                .flatMap(Optional::stream)
                .toList();
        return new Resemblance(
                found.stream().mapToInt(Point::weight).sum(),
                found.stream().map(Point::reason).toList());
    }

    /**
     * By what a case is found again: it has these traits, and a case that resembles it has some of them too.
     *
     * @return the traits; one more stands for all of them together, and one for each combination of the weightiest aspects: otherwise a case
     *     that has several things in common with another would hide behind newer ones that have only one of them
     */
    static Set<String> traits(Situation of) {
        Set<String> traits = new TreeSet<>();
        ASPECTS.forEach(aspect -> traits.addAll(aspect.traits(of)));
        traits.add(ALL + Integer.toHexString(traits.hashCode()));
        traits.addAll(combinations(of));
        return traits;
    }

    private static Set<String> combinations(Situation of) {
        List<String> present = ASPECTS.stream()
                .filter(aspect -> !aspect.traits(of).isEmpty())
                .sorted(Comparator.comparingInt(Aspect::weight).reversed())
                .limit(MOST_COMBINED)
                .map(Aspect::name)
                .sorted()
                .toList();
        Set<String> combinations = new TreeSet<>();
        for (int chosen = 1; chosen < 1 << present.size(); chosen++) {
            BitSet some = BitSet.valueOf(new long[] {chosen});
            if (some.cardinality() > 1) {
                List<String> names = some.stream().mapToObj(present::get).toList();
                combinations.add(TOGETHER + Integer.toHexString(names.hashCode()));
            }
        }
        return combinations;
    }

    /** The traits to look for: those of the case itself and, for numbers, those of the magnitudes beside it. */
    static Set<String> soughtTraits(Situation now) {
        Set<String> sought = traits(now);
        ASPECTS.forEach(aspect -> sought.addAll(aspect.near(now)));
        return sought;
    }

    private record Point(int weight, Reason reason) {}

    private static String shortened(String trait) {
        return trait.length() <= LONGEST_TRAIT ? trait : trait.substring(0, LONGEST_TRAIT);
    }

    /** One thing two crises can have in common. */
    private interface Aspect {

        String name();

        int weight();

        Optional<Point> compare(Situation now, Situation then);

        Set<String> traits(Situation of);

        default Set<String> near(Situation now) {
            return Set.of();
        }
    }

    /** Both of the same kind. */
    private record Kind(String name, Predicate<Situation> kind, Reason reason) implements Aspect {

        @Override
        public int weight() {
            return 1;
        }

        @Override
        public Set<String> traits(Situation of) {
            return kind.test(of) ? Set.of(name) : Set.of();
        }

        @Override
        public Optional<Point> compare(Situation now, Situation then) {
            return kind.test(now) && kind.test(then) ? Optional.of(new Point(1, reason)) : Optional.empty();
        }
    }

    /** It is true of both. */
    private record SameFlag(String name, int weight, Reason reason) implements Aspect {
        @Override
        public Set<String> traits(Situation of) {
            return Boolean.TRUE.equals(of.facts().get(name)) ? Set.of(name) : Set.of();
        }

        @Override
        public Optional<Point> compare(Situation now, Situation then) {
            boolean both = Boolean.TRUE.equals(now.facts().get(name))
                    && Boolean.TRUE.equals(then.facts().get(name));
            return both ? Optional.of(new Point(weight, reason)) : Optional.empty();
        }
    }

    /** Something other than {@code none} was chosen in both: half the weight, and all of it where it is the same choice. */
    private record SameChoice(String name, int weight, Reason reason) implements Aspect {
        @Override
        public Set<String> traits(Situation of) {
            String chosen = chosen(of);
            return chosen.equals("none") ? Set.of() : Set.of(name, shortened(name + "=" + chosen));
        }

        @Override
        public Optional<Point> compare(Situation now, Situation then) {
            String here = chosen(now);
            String there = chosen(then);
            if (here.equals("none") || there.equals("none")) {
                return Optional.empty();
            }
            return here.equals(there)
                    ? Optional.of(new Point(weight, reason.with(here, chinese(here))))
                    : Optional.of(new Point(
                            (weight + 1) / 2,
                            reason.with(here + " / " + there, chinese(here) + " / " + chinese(there))));
        }

        private static String chinese(String chosen) {
            return CHOICES_IN_CHINESE.getOrDefault(chosen, chosen);
        }

        private String chosen(Situation situation) {
            return String.valueOf(situation.facts().getOrDefault(name, "none"));
        }
    }

    /** Counted in both: the weight for happening at all, one more where neither is over ten times the other. */
    private record Magnitude(String name, int weight, Reason reason) implements Aspect {

        private static final int TEN_TIMES = 10;

        @Override
        public Set<String> traits(Situation of) {
            double counted = counted(of);
            return counted <= 0 ? Set.of() : Set.of(name, name + " 10^" + power(counted));
        }

        @Override
        public Set<String> near(Situation now) {
            double counted = counted(now);
            return counted <= 0
                    ? Set.of()
                    : Set.of(name + " 10^" + (power(counted) - 1), name + " 10^" + (power(counted) + 1));
        }

        private static int power(double counted) {
            return (int) Math.floor(Math.log10(counted));
        }

        @Override
        public Optional<Point> compare(Situation now, Situation then) {
            double here = counted(now);
            double there = counted(then);
            if (here <= 0 || there <= 0) {
                return Optional.empty();
            }
            String numbers = plain(here) + " / " + plain(there);
            return Math.max(here, there) <= TEN_TIMES * Math.min(here, there)
                    ? Optional.of(new Point(weight + 1, reason.with(numbers + ", same magnitude", numbers + "，数量级相同")))
                    : Optional.of(new Point(weight, reason.with(numbers, numbers)));
        }

        private double counted(Situation situation) {
            return situation.facts().get(name) instanceof Number number ? number.doubleValue() : 0;
        }

        private static String plain(double number) {
            return BigDecimal.valueOf(number)
                    .setScale(1, RoundingMode.HALF_UP)
                    .stripTrailingZeros()
                    .toPlainString();
        }
    }
}
