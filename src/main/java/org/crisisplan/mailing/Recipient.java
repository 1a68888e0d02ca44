package org.crisisplan.mailing;

import java.util.regex.Pattern;

/**
 * Somebody who is to be told.
 *
 * @param ref what the source knows them by; it stands in the id of their mail, so no address can be read in it. Up to 64 small letters,
 *     digits and hyphens
 */
public record Recipient(String ref) {

    private static final Pattern PLAIN = Pattern.compile("[a-z0-9-]{1,64}");

    public Recipient {
        if (!PLAIN.matcher(ref).matches()) {
            throw new IllegalArgumentException(
                    "A recipient's reference has 1 to 64 small letters, digits and hyphens, not '" + ref + "'");
        }
    }
}
