package org.crisisplan.audit.dossier;

/** Where Cockpit shows what a dossier speaks of. */
final class Links {

    private static final String COCKPIT = "/camunda/app/cockpit/default/#/";

    private Links() {}

    /** What happened in a process instance. */
    static String history(String instance) {
        return COCKPIT + "process-instance/" + instance + "/history";
    }

    static String decision(String id) {
        return COCKPIT + "decision-instance/" + id;
    }
}
