package org.crisisplan.crisis.record;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;

/**
 * Who or what acted, as it was then: people are renamed, move and leave.
 *
 * @param id the login, the rule's clause, or the timer's element; empty for the product
 * @param name a person's name; what names a rule or timer
 * @param groups a person's groups
 */
public record Actor(Kind kind, String id, String name, List<String> groups) {

    /** The product itself: a step of the plan that no person, rule or timer began. */
    public static final Actor PRODUCT = new Actor(Kind.PRODUCT, "", "", List.of());

    /** What kinds of actors there are. */
    public enum Kind {
        PERSON,
        /** A rule of the table {@code triggers}, over signals. */
        RULE,
        TIMER,
        PRODUCT;

        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Kind of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    public static Actor rule(String clause, String reason) {
        return new Actor(Kind.RULE, clause, reason, List.of());
    }
}
