package org.crisisplan.audit;

import java.util.Locale;

/** Lays a crisis's record out for people to read, without the product, its styles or a network. */
public interface ReadableRecord {

    /** @return a whole HTML page in that language */
    String html(String number, Locale language);
}
