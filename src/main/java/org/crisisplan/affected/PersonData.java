package org.crisisplan.affected;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is known of somebody, in the clear.
 *
 * @param user their id in the shop
 * @param values further columns of the lists, by their names
 */
record PersonData(
        @Nullable String mail,
        @Nullable String phone,
        @Nullable String user,
        @Nullable String name,
        Map<String, String> values) {

    @Override
    public String toString() {
        return "person";
    }

    /** What this says goes first; the other fills what it leaves out. */
    PersonData or(PersonData other) {
        Map<String, String> all = new TreeMap<>(other.values);
        all.putAll(values);
        return new PersonData(
                mail == null ? other.mail : mail,
                phone == null ? other.phone : phone,
                user == null ? other.user : user,
                name == null ? other.name : name,
                all);
    }
}
