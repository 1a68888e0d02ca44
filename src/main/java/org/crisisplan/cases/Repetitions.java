package org.crisisplan.cases;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.crisisplan.cases.Resemblance.Reason;
import org.crisisplan.crisis.Crises;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.crisis.Phase;
import org.crisisplan.decision.LatestDecisions;
import org.crisisplan.decision.LatestDecisions.Table;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Finds the crises of this house that a crisis repeats (R35): the same root cause, or the same business down again, within the time that the
 * plan's table {@code repetition} gives. False alarms and drills are none.
 */
@Component
class Repetitions {

    static final String TABLE = "repetition";
    static final String CAUSE = "rootCause";
    static final String BUSINESS = "keyBusiness";

    /** Older ones are no repetition, whatever the table says. */
    private static final Duration LONGEST = Duration.ofDays(731);

    private static final int LOOKED_AT = 200;
    private static final int SHOWN = 5;
    private static final Set<String> SAYS_NOTHING = Set.of("none", "other", "");

    private static final Map<String, Reason> WORDS = Map.of(
            "change", new Reason("a change of our own", "变更引起"),
            "capacity", new Reason("too little capacity", "容量不足"),
            "defect", new Reason("a defect in software", "软件缺陷"),
            "hardware", new Reason("hardware or network", "硬件或网络"),
            "dependency", new Reason("a supplier or third party", "供应商或第三方"),
            "attack", new Reason("an attack", "外部攻击"),
            "human", new Reason("a mistake in operation", "人为操作失误"),
            "content", new Reason("content that should not be there", "违规内容"),
            "payment", new Reason("payment", "支付"),
            "order", new Reason("ordering", "下单"));

    private final Crises crises;
    private final LatestDecisions tables;
    private final Clock clock;

    Repetitions(Crises crises, LatestDecisions tables, Clock clock) {
        this.crises = crises;
        this.tables = tables;
        this.clock = clock;
    }

    /** The latest first; none by a plan that has no such table. */
    List<Repetition> of(Crisis now) {
        Optional<Table> table = tables.find(TABLE);
        List<Repetition> found = new ArrayList<>();
        if (table.isEmpty()) {
            return found;
        }
        List<Crisis> earlier = crises.openedBefore(now, now.openedAt().minus(LONGEST), LOOKED_AT).stream()
                .filter(past -> past.phase() != Phase.FALSE_ALARM)
                .toList();
        Map<String, Map<String, Object>> facts =
                crises.factsOf(earlier.stream().map(Crisis::number).toList(), Set.of(CAUSE, BUSINESS));
        Map<String, Object> mine =
                crises.factsOf(List.of(now.number()), Set.of(CAUSE, BUSINESS)).getOrDefault(now.number(), Map.of());
        for (Crisis past : earlier) {
            compare(table.get(), now, mine, past, facts.getOrDefault(past.number(), Map.of()))
                    .filter(one -> found.size() < SHOWN)
                    .ifPresent(found::add);
        }
        return found;
    }

    private Optional<Repetition> compare(
            Table table, Crisis now, Map<String, Object> mine, Crisis past, Map<String, Object> theirs) {
        Optional<String> cause = same(CAUSE, mine, theirs);
        Optional<String> business = same(BUSINESS, mine, theirs);
        if (cause.isEmpty() && business.isEmpty()) {
            return Optional.empty();
        }
        long days = Duration.between(past.openedAt(), now.openedAt()).toDays();
        Map<String, @Nullable Object> asked = new HashMap<>();
        asked.put("sameCause", cause.isPresent());
        asked.put("sameBusiness", business.isPresent());
        asked.put("daysAgo", days);
        return tables.ask(table, asked).stream()
                .filter(row -> Boolean.TRUE.equals(row.get("repeated")))
                .findFirst()
                .map(row -> new Repetition(
                        past.number(),
                        past.title(),
                        LocalDate.ofInstant(past.openedAt(), clock.getZone()),
                        days,
                        Objects.toString(row.get("reason"), ""),
                        words(cause, business)));
    }

    private static Optional<String> same(String fact, Map<String, Object> mine, Map<String, Object> theirs) {
        String here = Objects.toString(mine.get(fact), "");
        return !SAYS_NOTHING.contains(here) && here.equals(Objects.toString(theirs.get(fact), ""))
                ? Optional.of(here)
                : Optional.empty();
    }

    private static Reason words(Optional<String> cause, Optional<String> business) {
        List<Reason> words = new ArrayList<>();
        cause.map(Repetitions::word)
                .ifPresent(word -> words.add(new Reason("cause: " + word.english(), "原因：" + word.chinese())));
        business.map(Repetitions::word)
                .ifPresent(word -> words.add(new Reason("down again: " + word.english(), "再次停用：" + word.chinese())));
        return new Reason(
                String.join("; ", words.stream().map(Reason::english).toList()),
                String.join("；", words.stream().map(Reason::chinese).toList()));
    }

    /** What an analyst added is called as the plan calls it. */
    private static Reason word(String value) {
        return WORDS.getOrDefault(value, new Reason(value, value));
    }
}
