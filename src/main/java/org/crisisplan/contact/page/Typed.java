package org.crisisplan.contact.page;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.crisisplan.contact.Contact;
import org.crisisplan.contact.file.WrittenEntry.TypedWay;
import org.jspecify.annotations.Nullable;

/** What somebody typed into the form of an entry: as many rows as there are fields, filled or not. */
record Typed(
        @Nullable String department,
        @Nullable String user,
        @Nullable String person,
        @Nullable String language,
        @Nullable List<String> kind,
        @Nullable List<String> address,
        @Nullable List<String> deputy) {

    private static final int WAYS = 6;
    private static final int DEPUTIES = 4;

    static Typed in(String department) {
        return new Typed(department, "", "", "zh", List.of("mail", "phone", "mobile", "chat"), List.of(), List.of());
    }

    static Typed of(Contact contact) {
        return new Typed(
                contact.department(),
                contact.user(),
                contact.person(),
                contact.language().code(),
                contact.ways().stream().map(way -> way.kind().word()).toList(),
                contact.ways().stream().map(way -> way.address()).toList(),
                contact.deputies());
    }

    static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    /** For the form, with empty rows to write into. */
    public List<TypedWay> ways() {
        List<String> kinds = kind == null ? List.of() : kind;
        List<String> addresses = address == null ? List.of() : address;
        List<TypedWay> ways = new ArrayList<>();
        for (int i = 0; i < Math.max(WAYS, addresses.size()); i++) {
            ways.add(new TypedWay(
                    i < kinds.size() ? kinds.get(i) : "mobile", i < addresses.size() ? text(addresses.get(i)) : ""));
        }
        return ways;
    }

    public List<String> deputies() {
        List<String> chain = new ArrayList<>(deputy == null ? List.of() : deputy);
        chain.addAll(Collections.nCopies(Math.max(0, DEPUTIES - chain.size()), ""));
        return chain;
    }
}
