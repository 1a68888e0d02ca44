package org.crisisplan.signals.trigger;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.crisisplan.signals.window.Minutes;
import org.crisisplan.site.MaintenanceWindow;
import org.crisisplan.site.Site;
import org.springframework.stereotype.Component;

/**
 * An interruption that was announced is no incident: while components are worked on, what is found about nothing but them raises no
 * crisis by the clauses that the table {@code maintenanceWindows} names; it is watched. Afterwards only what has come in since counts
 * for these clauses.
 */
@Component
public class AnnouncedWork {

    private final Site site;
    private final WindowReader situations;
    private final Triggers triggers;

    AnnouncedWork(Site site, WindowReader situations, Triggers triggers) {
        this.site = site;
        this.situations = situations;
        this.triggers = triggers;
    }

    /** A rule, as far as it can be told from others by what it says. */
    private record Said(String clause, String reason) {

        static Said by(Finding finding) {
            return new Said(finding.clause(), finding.reason());
        }
    }

    /**
     * @param minute in which the figures end that the findings were made of
     * @param since from which minute on they were counted
     */
    public List<Finding> without(List<Finding> findings, String subject, long minute, long since) {
        if (findings.stream().noneMatch(Finding::raises)) {
            return findings;
        }
        List<MaintenanceWindow> windows = site.windowsOf(subject).stream()
                .filter(window -> Minutes.of(window.from()) <= minute)
                .filter(window -> Minutes.of(window.until()) > minute - Minutes.DAY)
                .toList();
        List<Finding> heard = findings;
        for (MaintenanceWindow window : windows) {
            heard = without(heard, subject, minute, since, window);
        }
        return heard;
    }

    private List<Finding> without(
            List<Finding> findings, String subject, long minute, long since, MaintenanceWindow window) {
        if (findings.stream().noneMatch(finding -> isMuted(finding, window))) {
            return findings;
        }
        Set<Said> also = window.isActive(Minutes.begin(minute))
                ? Set.of()
                : since(subject, minute, Math.max(since, Minutes.of(window.until())));
        List<Finding> heard = new ArrayList<>();
        findings.forEach(finding -> heard.add(
                isMuted(finding, window) && !also.contains(Said.by(finding)) ? finding.onlyWatched() : finding));
        return heard;
    }

    private static boolean isMuted(Finding finding, MaintenanceWindow window) {
        return finding.raises() && window.mutes().contains(finding.clause());
    }

    private Set<Said> since(String subject, long minute, long since) {
        Set<Said> raised = new HashSet<>();
        situations
                .of(List.of(subject), minute, since, (failed, fault) -> {
                    throw fault;
                })
                .values()
                .forEach(situation -> triggers.of(situation).stream()
                        .filter(Finding::raises)
                        .map(Said::by)
                        .forEach(raised::add));
        return raised;
    }
}
