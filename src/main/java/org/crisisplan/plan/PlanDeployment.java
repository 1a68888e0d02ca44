package org.crisisplan.plan;

import java.io.UncheckedIOException;
import java.util.List;
import org.camunda.bpm.engine.RepositoryService;
import org.crisisplan.plan.check.PlanBundle;
import org.crisisplan.plan.check.PlanCheckFinding;
import org.crisisplan.plan.check.PlanCheckRefusal;
import org.crisisplan.plan.check.PlanFolder;
import org.crisisplan.web.Notices;
import org.crisisplan.web.Notices.Notice;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Deploys the folder as the next version of the plan, if it has changed. It is done before the web server opens its port and the
 * engine's jobs run: the first report finds a plan. A folder that is refused does not keep the product down; it runs on with the last
 * good plan and says so.
 */
@Component
class PlanDeployment implements SmartLifecycle {

    static final String SUBJECT = "plan";

    private static final Logger LOG = LoggerFactory.getLogger(PlanDeployment.class);

    private final RepositoryService repository;
    private final PlanSettings settings;
    private final PlanVersionRepository versions;
    private final PlanRefusalRepository refusals;
    private final Notices notices;
    private volatile boolean deployed;

    PlanDeployment(
            RepositoryService repository,
            PlanSettings settings,
            PlanVersionRepository versions,
            PlanRefusalRepository refusals,
            Notices notices) {
        this.repository = repository;
        this.settings = settings;
        this.versions = versions;
        this.refusals = refusals;
        this.notices = notices;
    }

    /** @throws PlanRefused with everything that has to be put right first, when there is no earlier plan to run on */
    @Override
    public void start() {
        try {
            deployFolder();
            notices.settled(SUBJECT);
        } catch (PlanCheckRefusal refusal) {
            runOnWithoutIt(refusal.findings());
        }
        deployed = true;
    }

    private void deployFolder() {
        PlanBundle bundle = read();
        ((PlanDeploymentBuilder) repository.createDeployment())
                .folder(settings.location(), bundle.files())
                .deploy();
        versions.newest()
                .ifPresent(version -> LOG.info(
                        "Version v{} of the plan runs, {} files from {}",
                        version.number(),
                        bundle.files().size(),
                        settings.location()));
    }

    private PlanBundle read() {
        try {
            List<PlanCheckFinding> notRead = PlanFolder.notRead(settings.location());
            PlanBundle bundle = PlanBundle.readFrom(settings.location());
            if (notRead.isEmpty()) {
                return bundle;
            }
            throw refused(notRead);
        } catch (UncheckedIOException unreadable) {
            throw refused(List.of(new PlanCheckFinding(
                    settings.location(),
                    "",
                    "cannot be read (" + unreadable.getCause().getMessage() + ")",
                    "Point crisis-plan.plan.location at a folder with a plan that this user may read")));
        }
    }

    private PlanCheckRefusal refused(List<PlanCheckFinding> findings) {
        refusals.add(null, DeploymentOrigin.FOLDER, settings.location(), findings);
        return PlanCheckRefusal.of(findings);
    }

    private void runOnWithoutIt(List<PlanCheckFinding> findings) {
        PlanVersion running = versions.newest().orElseThrow(() -> new PlanRefused(settings.location(), findings));
        List<String> lines = findings.stream().map(PlanCheckFinding::toString).toList();
        LOG.error(
                "The plan at {} was not deployed; version v{} runs on. Put this right, then start again ({}):\n  - {}",
                settings.location(),
                running.number(),
                lines.size(),
                String.join("\n  - ", lines));
        notices.say(new Notice(SUBJECT, settings.location(), lines));
    }

    @Override
    public void stop() {
        deployed = false;
    }

    @Override
    public boolean isRunning() {
        return deployed;
    }

    /** Before everything else that starts; the web server is among the last. */
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE;
    }
}
