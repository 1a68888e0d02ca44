package org.crisisplan.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.crisisplan.plan.check.PlanCheckFinding;
import org.springframework.util.unit.DataSize;

/** What no deployment may ask for, whatever its files say. */
class PlanRequestCheck {

    private static final DataSize LARGEST_FILE = DataSize.ofMegabytes(2);
    private static final DataSize LARGEST_PLAN = DataSize.ofMegabytes(16);
    private static final int MOST_FILES = 300;

    private PlanRequestCheck() {}

    static List<PlanCheckFinding> of(PlanDeploymentBuilder sent) {
        List<PlanCheckFinding> findings = new ArrayList<>();
        String tenant = sent.tenant();
        if (tenant != null && !tenant.isEmpty()) {
            findings.add(new PlanCheckFinding(
                    "The tenant id",
                    "",
                    "is not for this product: there is one plan for everybody",
                    "Leave the field empty when you deploy"));
        }
        if (sent.getProcessDefinitionsActivationDate() != null) {
            findings.add(new PlanCheckFinding(
                    "The activation time",
                    "",
                    "is not for this product: a version of the plan counts from the moment it is deployed",
                    "Leave it out, and deploy when the version is to count"));
        }
        return findings;
    }

    static List<PlanCheckFinding> ofSizes(Map<String, byte[]> files) {
        List<PlanCheckFinding> findings = new ArrayList<>();
        if (files.isEmpty()) {
            findings.add(new PlanCheckFinding(
                    "The deployment", "", "holds no diagram, table or form", "Send at least one file of the plan"));
        }
        if (files.size() > MOST_FILES) {
            findings.add(new PlanCheckFinding(
                    "The deployment",
                    "",
                    "holds %d files".formatted(files.size()),
                    "A plan may have %d".formatted(MOST_FILES)));
        }
        long total = 0;
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            total += file.getValue().length;
            if (file.getValue().length > LARGEST_FILE.toBytes()) {
                findings.add(new PlanCheckFinding(
                        PlanFileNames.shown(file.getKey()),
                        "",
                        "has %d bytes".formatted(file.getValue().length),
                        "A file may have %d".formatted(LARGEST_FILE.toBytes())));
            }
        }
        if (total > LARGEST_PLAN.toBytes()) {
            findings.add(new PlanCheckFinding(
                    "The deployment",
                    "",
                    "has %d bytes".formatted(total),
                    "A plan may have %d".formatted(LARGEST_PLAN.toBytes())));
        }
        return findings;
    }
}
