package org.crisisplan.form;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What can be wrong with an entered value; the sentence is what machines read, pages have texts of their own. */
public enum Wrong {
    MISSING("must be filled in"),
    NO_FIELD("is not a field of this form"),
    NO_LIST("must be a list"),
    NO_GROUP("must hold named values"),
    NOT_TRUE_OR_FALSE("must be true or false"),
    NOT_TICKED("must be ticked"),
    UNKNOWN_KIND("is of a kind that cannot be entered"),
    NO_TEXT("must be a text"),
    UNPRINTABLE("must not contain control characters"),
    TOO_LONG("must have at most %s characters, has %s"),
    TOO_SHORT("must have at least %s characters"),
    OTHER_PATTERN("must match %s"),
    NO_MAIL("must be a mail address"),
    NO_PHONE("must be a phone number"),
    NO_NUMBER("must be a number"),
    TOO_SMALL("must be at least %s"),
    TOO_LARGE("must be at most %s"),
    NOT_WHOLE("must be a whole number"),
    TOO_MANY_DIGITS("must have at most %s decimal digits"),
    NOT_OFFERED("must be one of %s"),
    NOT_ALL_OFFERED("must be a list of some of %s"),
    NO_TIME("must be a time such as 14:30"),
    NO_DATE_TIME("must be a date and time such as 2026-03-01T14:30Z"),
    NO_DATE("must be a date such as 2026-03-01"),
    PASSED("must not lie in the past"),
    AHEAD("must not lie in the future"),
    TOO_EARLY("must not lie before %s"),
    TOO_LONG_AGO("must not lie before the year 2000"),
    NO_KIND("say whether it is technical, about content, or both"),
    NOT_ENGLISH("must be English; names may keep their script, or stand in quotes"),
    NOT_CHINESE("must be Chinese; names may keep their script, or stand in quotes");

    private final String pattern;

    Wrong(String pattern) {
        this.pattern = pattern;
    }

    /** What it is called in the texts of pages. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Found with(Object... values) {
        return new Found(this, Arrays.stream(values).map(String::valueOf).toList());
    }

    /**
     * Something wrong with one value.
     *
     * @param values what its sentence names, such as the largest number allowed
     */
    record Found(Wrong wrong, List<String> values) {

        String sentence() {
            return wrong.pattern.formatted(values.toArray());
        }
    }
}
