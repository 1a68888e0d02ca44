package org.crisisplan.crisis;

import java.util.List;
import java.util.stream.Collectors;

/** A report, or facts, that the plan cannot take; nothing was changed. */
public class InvalidReport extends RuntimeException {

    private final transient List<Finding> findings;

    /** One thing that is wrong: the field and a sentence for the person who filled it in. */
    public record Finding(String field, String message) {}

    public InvalidReport(List<Finding> findings) {
        super(findings.stream().map(f -> f.field() + ": " + f.message()).collect(Collectors.joining("; ")));
        this.findings = List.copyOf(findings);
    }

    public List<Finding> findings() {
        return findings;
    }
}
