package org.crisisplan.signals.watchlist;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What to listen for, as the plan's tables say: keywords, the names we are called by, and what we use (R11, R14, R21). */
public interface WatchList {

    /**
     * What somebody speaks of.
     *
     * @param subject the thing
     * @param metric what is said of it; null when it is just spoken of
     */
    record Topic(String subject, @Nullable String metric) {}

    /** What the keywords in a text say it is about; nothing when there are none. */
    List<Topic> topics(String text);

    /** The keywords themselves, for services that search for them on our behalf. */
    List<String> words();

    /** Our names in a text. */
    List<String> brands(String text);

    /** Our assets that are a product, which is named in words or as {@code cpe:2.3:a:vendor:product}. */
    List<String> assets(String product);
}
