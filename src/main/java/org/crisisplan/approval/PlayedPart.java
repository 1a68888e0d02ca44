package org.crisisplan.approval;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who acts for a department that is played in a drill (R61): nobody's login, and known to nobody's list of users. It counts in drills only.
 *
 * @param group the department's id
 * @param one of several, since whoever writes a text may not approve it
 */
public record PlayedPart(String group, int one) {

    private static final Pattern LOGIN = Pattern.compile("played:([A-Za-z]+):(\\d)");

    public String login() {
        return "played:" + group + ":" + one;
    }

    static Optional<PlayedPart> of(String login) {
        Matcher played = LOGIN.matcher(login);
        return played.matches()
                ? Optional.of(new PlayedPart(played.group(1), Integer.parseInt(played.group(2))))
                : Optional.empty();
    }
}
