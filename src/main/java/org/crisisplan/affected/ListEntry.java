package org.crisisplan.affected;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a list, put in order: the same address is always written the same.
 *
 * @param language {@code zh} or {@code en}; null if the list does not say
 */
record ListEntry(PersonData data, @Nullable String language) {

    static final int LONGEST = 200;
    private static final int LONGEST_MAIL = 254;
    private static final int MOST_VALUES = 20;
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\u2028\\u2029\\u202A-\\u202E\\u2066-\\u2069]");
    private static final Pattern PHONE = Pattern.compile("\\+?\\d{6,15}");

    /** Why an entry is of no use. */
    enum Fault {
        /** Neither a mail address nor a phone nor a user's id. */
        NOBODY,
        MAIL,
        PHONE,
        /** Something has a line break or another control character in it. */
        CONTROL,
        TOO_LONG,
        TOO_MANY_VALUES,
        /** More cells than the header, or a quote that is never closed. */
        SHAPE;

        /** The word in messages and answers. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** It names nobody who could be told. */
    static class Refused extends Exception {

        private static final long serialVersionUID = 1;

        private final Fault fault;

        Refused(Fault fault) {
            super(fault.word());
            this.fault = fault;
        }

        Fault fault() {
            return fault;
        }
    }

    /** @throws Refused with the first thing that is wrong with it */
    static ListEntry of(
            @Nullable String mail,
            @Nullable String phone,
            @Nullable String user,
            @Nullable String name,
            @Nullable String language,
            Map<String, String> values)
            throws Refused {
        if (values.size() > MOST_VALUES) {
            throw new Refused(Fault.TOO_MANY_VALUES);
        }
        Map<String, String> further = new TreeMap<>();
        for (Map.Entry<String, String> value : values.entrySet()) {
            @Nullable String cell = cell(value.getValue());
            if (cell != null) {
                further.put(value.getKey(), cell);
            }
        }
        PersonData data = new PersonData(mail(cell(mail)), phone(cell(phone)), cell(user), cell(name), further);
        if (data.mail() == null && data.phone() == null && data.user() == null) {
            throw new Refused(Fault.NOBODY);
        }
        return new ListEntry(data, language(cell(language)));
    }

    private static @Nullable String cell(@Nullable String value) throws Refused {
        String stripped = value == null ? "" : value.strip();
        if (stripped.isEmpty()) {
            return null;
        }
        if (CONTROL.matcher(stripped).find()) {
            throw new Refused(Fault.CONTROL);
        }
        if (stripped.length() > LONGEST_MAIL) {
            throw new Refused(Fault.TOO_LONG);
        }
        return stripped;
    }

    private static @Nullable String mail(@Nullable String value) throws Refused {
        if (value == null) {
            return null;
        }
        try {
            InternetAddress address = new InternetAddress(value, true);
            String plain = address.getAddress();
            // a name beside the address, or several, is something else than an address
            if (!plain.equals(value) || !plain.matches("[^@]+@[^@]+\\.[^@.]+")) {
                throw new Refused(Fault.MAIL);
            }
            return plain.toLowerCase(Locale.ROOT);
        } catch (AddressException none) {
            throw new Refused(Fault.MAIL);
        }
    }

    private static @Nullable String phone(@Nullable String value) throws Refused {
        if (value == null) {
            return null;
        }
        String digits = value.replaceAll("[\\s().-]", "").replaceFirst("^00", "+");
        if (!PHONE.matcher(digits).matches()) {
            throw new Refused(Fault.PHONE);
        }
        // one mobile of China is written with and without the country
        return digits.replaceFirst("^\\+86(?=1\\d{10}$)", "");
    }

    private static @Nullable String language(@Nullable String value) {
        if (value == null) {
            return null;
        }
        String small = value.toLowerCase(Locale.ROOT);
        if (small.startsWith("zh") || small.startsWith("chin") || small.contains("中文") || small.contains("汉语")) {
            return "zh";
        }
        return small.startsWith("en") || small.contains("英") ? "en" : null;
    }

    /** What this says goes first. */
    ListEntry or(ListEntry other) {
        return new ListEntry(data.or(other.data), language == null ? other.language : language);
    }
}
