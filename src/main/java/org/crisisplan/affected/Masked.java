package org.crisisplan.affected;

import org.jspecify.annotations.Nullable;

/** How people appear to people: enough to tell two apart, too little to reach one. */
final class Masked {

    private Masked() {}

    static String mail(@Nullable String mail) {
        if (mail == null) {
            return "";
        }
        int at = mail.lastIndexOf('@');
        return at < 1 ? "***" : first(mail) + "***" + mail.substring(at);
    }

    static String phone(@Nullable String phone) {
        if (phone == null) {
            return "";
        }
        return phone.length() < 8
                ? "***" + phone.substring(phone.length() - 2)
                : phone.substring(0, 3) + "****" + phone.substring(phone.length() - 4);
    }

    static String user(@Nullable String user) {
        if (user == null) {
            return "";
        }
        return user.length() < 4 ? first(user) + "***" : first(user) + "***" + user.substring(user.length() - 1);
    }

    static String name(@Nullable String name) {
        return name == null ? "" : first(name) + "**";
    }

    /** By what they are told. */
    static String address(PersonData data) {
        if (data.mail() != null) {
            return mail(data.mail());
        }
        return data.phone() != null ? phone(data.phone()) : user(data.user());
    }

    private static String first(String text) {
        return text.substring(0, text.offsetByCodePoints(0, 1));
    }
}
