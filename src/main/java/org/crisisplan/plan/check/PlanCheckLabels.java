package org.crisisplan.plan.check;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** People read the plan in English or in Chinese: what they read says it in both. */
final class PlanCheckLabels {

    static final String REMEDY = "Write it in English and Chinese, such as \"Grade the crisis 危机定级\"";

    private static final Pattern ENGLISH = Pattern.compile("[A-Za-z]");
    private static final Pattern CHINESE = Pattern.compile("\\p{IsHan}");

    private PlanCheckLabels() {}

    static boolean isMissing(@Nullable String label) {
        return label == null || label.isBlank();
    }

    /** A number or a sign needs no translation. */
    static boolean isBilingual(String label) {
        boolean english = ENGLISH.matcher(label).find();
        boolean chinese = CHINESE.matcher(label).find();
        return english == chinese;
    }
}
