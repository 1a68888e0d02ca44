package org.crisisplan.plan;

import java.util.Locale;

/** Where a version of the plan came from. */
public enum DeploymentOrigin {
    /** The folder or jar that the product read at its start. */
    FOLDER,
    /** The button in Camunda Modeler. */
    MODELER,
    /** Anything else that speaks to the engine: its REST API or Java. */
    REST,
    /** A version that ran before, deployed again. */
    EARLIER_VERSION,
    /** Deployed before versions were recorded. */
    BEFORE_RECORDS;

    private static final String SOURCE_OF_MODELER = "Camunda Modeler";

    static DeploymentOrigin ofSource(String source) {
        return source.strip().equals(SOURCE_OF_MODELER) ? MODELER : REST;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static DeploymentOrigin of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
