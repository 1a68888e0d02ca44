package org.crisisplan.notify;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What every mail says about its crisis.
 *
 * @param level the level in force, or the suspected one while nobody has verified the report, or nothing
 */
record AboutCrisis(String number, String title, @Nullable Integer level, boolean suspected) {

    Map<String, Object> facts() {
        Map<String, Object> facts = new HashMap<>();
        facts.put("number", number);
        facts.put("title", title);
        facts.put("level", level);
        facts.put("suspected", suspected);
        return facts;
    }
}
