package org.crisisplan.plan.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.crisisplan.PlanFacts;
import org.crisisplan.plan.check.ValueKind.Form;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people type into a cell: whatever means something else than it says is named, with what to write instead. */
class TableCellsTest {

    private static final Map<String, ValueKind> KINDS = Map.ofEntries(
            Map.entry("count", ValueKind.COUNT),
            Map.entry("hours", ValueKind.QUANTITY),
            Map.entry("share", ValueKind.SHARE),
            Map.entry("level", ValueKind.LEVEL),
            Map.entry("yes", ValueKind.YES_NO),
            Map.entry("scope", ValueKind.choice(List.of("none", "regional", "nationwide"))),
            Map.entry("metric", ValueKind.known(List.of("login_failure", "outage", "data-leak"))),
            Map.entry("small", ValueKind.of(Form.SMALL_TEXT)),
            Map.entry("any", ValueKind.ANY),
            Map.entry("text", ValueKind.TEXT),
            Map.entry("clause", ValueKind.of(Form.CLAUSE)),
            Map.entry("duration", ValueKind.of(Form.DURATION)),
            Map.entry("interval", ValueKind.of(Form.INTERVAL)),
            Map.entry("facts", ValueKind.of(Form.FACTS)),
            Map.entry("reasons", ValueKind.of(Form.REASONS)),
            Map.entry("group", ValueKind.choice(List.of("legal", "technology", "finance"))),
            Map.entry(
                    "groups",
                    new ValueKind(Form.GROUPS, Set.of("legal", "technology"), false, null, null, false, false)));

    private static final Map<String, ValueKind> ASKED = new TreeMap<>(
            Map.of("lastHour", ValueKind.COUNT, "leakedUsers", ValueKind.COUNT, "level", ValueKind.LEVEL));

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    count | "> 10000" | Write > 10000
                    count | "10000" | Write 10000
                    count | ">10000" | Write >10000
                    count | “> 10000” | Write > 10000
                    count | '> 10000' | Write > 10000
                    count | "＞ 10000" | Write > 10000
                    count | "≥ 10000" | Write >= 10000
                    count | 10000 | asks for exactly 10000. Write > 10000, or >= 10000
                    count | > 10,000 | thousands separator, which FEEL reads otherwise. Write > 10000
                    count | > 1,000,000 | Write > 1000000
                    count | 10,000 | Write 10000
                    count | > 10 000 | Write > 10000
                    count | > 10'000 | Write > 10000
                    count | > 10_000 | Write > 10000
                    count | > 10.000 | Write > 10000
                    count | > 10，000 | Write > 10000
                    count | "> 10,000" | Write > 10000
                    count | [1,000..2,000] | Write [1000..2000]
                    count | ＞ 10000 | full-width signs. Write > 10000
                    count | > １００００ | Write > 10000
                    count | >　10000 | Write > 10000
                    count | ≥ 10000 | Write >= 10000
                    count | ≤10000 | Write <=10000
                    count | => 10000 | Write >= 10000
                    count | =< 5 | Write <= 5
                    count | > = 5 | Write >= 5
                    count | == 0 | Write 0
                    count | = 0 | Write 0
                    count | != 0 | Write not(0)
                    count | ≠ 0 | Write not(0)
                    count | <> 0 | Write not(0)
                    count | > 1万 | has a unit, and numbers stand alone. Write > 10000
                    count | > 1.5万 | Write > 15000
                    count | 超过10000 | Write > 10000
                    count | at least 10,000 | Write >= 10000
                    count | "less than 5" | Write < 5
                    count | > 10000 users | Write > 10000
                    count | > 10000人 | Write > 10000
                    count | > 10k | Write > 10000
                    hours | > 48h | Write > 48
                    hours | > 15 min | Write > 15
                    hours | 48h | Write 48
                    hours | > duration("PT4H") | compares numbers with something else. Write > and a number
                    hours | > "4" | compares numbers with something else
                    hours | > "PT4H" | compares numbers with something else
                    share | > 5% | Write > 0.05
                    share | > 5 | can never be true, since its values are numbers from 0 to 1. Write five per cent as 0.05
                    share | ＞５％ | Write >0.05
                    count | > 10 and < 20 | Write (10..20)
                    count | >= 10 and <= 20 | Write [10..20]
                    count | > 10, < 20 | a comma means or. Write (10..20)
                    count | between 10 and 20 | Write [10..20]
                    count | 10-20 | Write [10..20]
                    count | 10..20 | Write [10..20]
                    count | 10 to 20 | Write [10..20]
                    count | 10到20 | Write [10..20]
                    count | 10~20 | Write [10..20]
                    count | [20..10] | begins after its end. Write [10..20]
                    count | (10..10) | can never be true
                    count | < 0 | can never be true, since its values are whole numbers from 0
                    count | >= 0 | is always true
                    count | > -5 | is always true
                    count | true | its values are numbers. Write a number
                    count | many | compares with many, which the table is never told
                    count | > leakedUser | compares with leakedUser, which the table is never told. Write leakedUsers
                    count | "many" | asks for the text "many", but its values are numbers
                    count | > | cannot be read
                    count | 1e4 | has a unit
                    count | any | is no condition. Leave the cell empty
                    count | * | Leave the cell empty
                    count | 任意 | Leave the cell empty
                    count | "null" | Write null
                    count | NULL | Write null
                    count | NULL | Write null
                    level | "1" | Write 1
                    level | 0 | can never be true, since its values are whole numbers from 1 to 3
                    level | > 3 | can never be true
                    level | <= 3 | is always true
                    level | >= 1 | is always true
                    level | 1 or 2 | Write 1, 2
                    level | 1;2 | Write 1, 2
                    level | 1、2 | Write 1,2
                    level | 1，2 | Write 1,2
                    level | 1.5 | can never be true
                    level | not 3 | Write not(3)
                    level | !3 | Write not(3)
                    level | in [1..2] | Write [1..2]
                    level | in (1, 2) | Write 1, 2
                    level | 一级 | compares with 一级, which the table is never told
                    level | [4..5] | can never be true
                    yes | "true" | Write true
                    yes | TRUE | Write true
                    yes | True | Write true
                    yes | yes | Write true
                    yes | "yes" | Write true
                    yes | 是 | Write true
                    yes | "否" | Write false
                    yes | no | Write false
                    yes | FALSE | Write false
                    yes | 1 | Write true
                    yes | 0 | Write false
                    yes | “true” | Write true
                    yes | > 1 | its values are true or false
                    yes | "maybe" | its values are true or false. Write true or false
                    scope | "nation-wide" | which is never there. Write "nationwide"
                    scope | "Nationwide" | Write "nationwide"
                    scope | "nationwide " | Write "nationwide"
                    scope | " nationwide" | Write "nationwide"
                    scope | "natonwide" | Write "nationwide"
                    scope | "global" | Use one of nationwide, none, regional
                    scope | nationwide | has a word without quotation marks. Write "nationwide"
                    scope | 'nationwide' | single quotation marks. Write "nationwide"
                    scope | “nationwide” | typographic quotation marks. Write "nationwide"
                    scope | ＂nationwide＂ | Write "nationwide"
                    scope | 「nationwide」 | Write "nationwide"
                    scope | "regional" or "nationwide" | Write "regional", "nationwide"
                    scope | "regional" and "nationwide" | Write "regional", "nationwide"
                    scope | "regional"/"nationwide" | Write "regional", "nationwide"
                    scope | "regional"; "nationwide" | Write "regional", "nationwide"
                    scope | "regional"，"nationwide" | Write "regional","nationwide"
                    scope | "regional"、"nationwide" | Write "regional","nationwide"
                    scope | "regional, nationwide" | asks for "regional, nationwide", which is never there
                    scope | not "none" | Write not("none")
                    scope | not("nome") | asks for "nome", which is never there. Write "none"
                    scope | !="none" | Write not("none")
                    scope | = "none" | Write "none"
                    scope | 1 | asks for the number 1, but its values are texts
                    scope | true | asks for true or false, but its values are texts
                    scope | > "none" | an order of texts
                    scope | "" | asks for "", which is never there
                    scope | "null" | Write null
                    metric | "login_failures" | which nothing known sends. Write "login_failure"
                    metric | "Outage" | Write "outage"
                    metric | "data leak" | Write "data-leak"
                    small | contains(?, "Website Down") | capital letters
                    small | contians(?, "down") | calls contians(), which FEEL does not have. Write contains()
                    any | "> 10000" | Write > 10000
                    """)
    void aConditionThatMeansSomethingElseIsNamed(String kind, String cell, String expected) {
        assertThat(condition(kind, cell)).get().asString().contains(expected);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    count | > 5000
                    count | >5000
                    count | >= 3
                    count | < 100
                    count | <= 10
                    count | 0
                    count | not(0)
                    count | > 0
                    count | [10..20]
                    count | (10..20]
                    count | [10000..10000]
                    count | < 3, > 5
                    count | null
                    count | not(null)
                    count | null, > 10
                    count | > lastHour
                    count | > 2 * lastHour
                    count | ? > 10
                    count | > 10000000000
                    hours | > 4
                    hours | > 4.5
                    hours | > 0.5
                    share | > 0.05
                    share | [0.01..0.05]
                    level | 1
                    level | 1, 2
                    level | 2,3
                    level | not(3)
                    level | not(1, 2)
                    level | [1..2]
                    level | < 3
                    level | >= 2
                    level | null
                    yes | true
                    yes | false
                    yes | not(true)
                    yes | null, false
                    scope | "nationwide"
                    scope | "regional", "nationwide"
                    scope | "regional","nationwide"
                    scope | not("none")
                    scope | not("none", "regional")
                    scope | null
                    scope | null, "none"
                    scope | ["regional", "nationwide"]
                    metric | "rumour_spread"
                    metric | "login_failure","outage"
                    metric | starts with(?, "attack-")
                    small | contains(?, "网站崩溃")
                    small | contains(?, "can't log in"), contains(?, "“down”")
                    small | matches(?, ".*down.*")
                    text | "anything at all"
                    text | not("x")
                    any | < duration("PT1H")
                    any | date("2026-01-01")
                    any | > date("2026-01-01")
                    """)
    void aConditionThatMeansWhatItSaysIsTaken(String kind, String cell) {
        assertThat(condition(kind, cell)).isEmpty();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    level | 0 | Write a whole number from 1 to 3
                    level | 4 | Write a whole number from 1 to 3
                    level | 1.5 | Write a whole number from 1 to 3
                    level | -1 | Write a whole number from 1 to 3
                    level | "1" | Write 1
                    level | １ | Write 1
                    level | one | asks for one, which is no fact
                    level | ~ ~ | gives nothing. Write a value
                    level | null | gives nothing
                    duration | "48h" | Write "PT48H"
                    duration | "15 min" | Write "PT15M"
                    duration | "2 days" | Write "P2D"
                    duration | "2天" | Write "P2D"
                    duration | "30分钟" | Write "PT30M"
                    duration | "1 week" | Write "P1W"
                    duration | "P1M" | months or years, which have no fixed length. Write days, such as "P30D"
                    duration | "P1Y" | months or years
                    duration | "P1Y2M" | months or years
                    duration | "PT0S" | is no time at all
                    duration | "P0D" | is no time at all
                    duration | "-PT1H" | is no time at all
                    duration | "PT-5M" | is no time at all
                    duration | "P7" | no duration that can be read
                    duration | "7D" | Write "P7D"
                    duration | "P48H" | Write "PT48H"
                    duration | "pt1h" | Write "PT1H"
                    duration | "soon" | Write minutes as "PT15M"
                    duration | PT48H | without quotation marks. Write "PT48H"
                    duration | 48 | no duration in quotes
                    duration | "P9999D" | longer than ten years
                    duration | "P1000000000000D" | longer than ten years
                    interval | "PT1S" | shorter than a minute, which would repeat without end
                    interval | "PT0M" | is no time at all
                    group | "tecnology" | Write "technology"
                    group | "Legal" | Write "legal"
                    group | "publicSafety" | Use one of finance, legal, technology
                    group | legal | without quotation marks. Write "legal"
                    group | “legal” | typographic quotation marks. Write "legal"
                    group | 'legal' | Write "legal"
                    group | ["legal"] | is no word
                    group | 5 | is no word
                    groups | ["legal", "tecnology"] | Write "technology"
                    clause | "27" | no clause of the plan
                    clause | "r27" | no clause of the plan
                    clause | R27 | Write "R27"
                    yes | "true" | Write true
                    yes | yes | Write true
                    yes | 否 | Write false
                    yes | TRUE | Write true
                    yes | 1 | neither true nor false
                    count | 10,000 | Write 10000
                    count | 5000 users | Write 5000
                    count | "5000" | Write 5000
                    count | -5 | Write a whole number from 0
                    facts | {leakedUser: 5} | which is not a fact the plan knows. Write leakedUsers
                    facts | {leakedUsers: lastHour, scope: 1} | gives scope, which is not a fact
                    facts | {outageScope: "nation-wide"} | value for outageScope that it cannot have
                    facts | {leakedUsers: "5"} | value for leakedUsers that it cannot have
                    facts | "none" | Write them in braces
                    reasons | [] | gives no reasons
                    reasons | [{clause: "R26"}] | gives no reasons
                    text | Hello | without quotation marks. Write "Hello"
                    text | Hello world | without quotation marks. Write "Hello world"
                    text | "" | is no text
                    """)
    void aResultThatCannotBeIsNamed(String kind, String cell, String expected) {
        assertThat(result(kind, cell.strip())).get().asString().contains(expected);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    level | 1
                    level | level
                    level | if lastHour > 5 then 1 else 2
                    duration | "PT15M"
                    duration | "PT48H"
                    duration | "P7D"
                    duration | "P1DT12H"
                    duration | "P2W"
                    duration | "PT30S"
                    interval | "PT1M"
                    group | "legal"
                    groups | "legal"
                    groups | ["legal", "technology"]
                    clause | "R27"
                    clause | "R27 R30"
                    yes | true
                    count | 5000
                    count | lastHour * 2
                    share | 0.05
                    hours | 0
                    facts | {}
                    facts | {leakedUsers: lastHour}
                    facts | {outageScope: "nationwide", unresponsiveMinutes: 0}
                    reasons | [{clause: "R26", text: "Local 局部"}]
                    text | "Say “sorry”, 道歉。"
                    text | "a" + "b"
                    """)
    void aResultThatCanBeIsTaken(String kind, String cell) {
        assertThat(result(kind, cell)).isEmpty();
    }

    private static Optional<String> condition(String kind, String cell) {
        return said(PlanCheckInputCells.mistake(cell, KINDS.get(kind), ASKED, Set.of()));
    }

    private static Optional<String> result(String kind, String cell) {
        return said(PlanCheckResults.mistake(cell, KINDS.get(kind), false, ASKED, Set.of(), PlanFacts.all()));
    }

    private static Optional<String> said(Optional<CellMistake> mistake) {
        return mistake.map(one -> one.problem() + ". " + one.remedy());
    }
}
