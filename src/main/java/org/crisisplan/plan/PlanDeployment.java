package org.crisisplan.plan;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import org.camunda.bpm.engine.RepositoryService;
import org.crisisplan.engine.SharedDatabase;
import org.crisisplan.engine.StartWork;
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
 * good plan and says so. Where several nodes may work on one database, the plan in it counts: a node whose folder differs says so.
 */
@Component
class PlanDeployment implements SmartLifecycle {

    static final String SUBJECT = "plan";
    static final String DIFFERS = "plan-differs";

    private static final Logger LOG = LoggerFactory.getLogger(PlanDeployment.class);

    private final RepositoryService repository;
    private final PlanSettings settings;
    private final PlanVersionRepository versions;
    private final PlanArchive archive;
    private final PlanRefusalRepository refusals;
    private final Notices notices;
    private final SharedDatabase database;
    private final StartWork startWork;
    private volatile boolean deployed;
    private volatile int known;

    PlanDeployment(
            RepositoryService repository,
            PlanSettings settings,
            PlanVersionRepository versions,
            PlanArchive archive,
            PlanRefusalRepository refusals,
            Notices notices,
            SharedDatabase database,
            StartWork startWork) {
        this.repository = repository;
        this.settings = settings;
        this.versions = versions;
        this.archive = archive;
        this.refusals = refusals;
        this.notices = notices;
        this.database = database;
        this.startWork = startWork;
    }

    /** @throws PlanRefused with everything that has to be put right first, when there is no earlier plan to run on */
    @Override
    public void start() {
        startWork.before("deploying the plan", this::deployOrCompare);
        deployed = true;
    }

    private void deployOrCompare() {
        try {
            PlanBundle folder = read();
            Optional<PlanVersion> stored = versions.newest();
            if (stored.isPresent() && !settings.deploysChanges(database)) {
                compare(folder, stored.get());
            } else {
                deploy(folder);
                notices.settled(DIFFERS);
            }
            notices.settled(SUBJECT);
        } catch (PlanCheckRefusal refusal) {
            runOnWithoutIt(refusal.findings());
        }
    }

    private void deploy(PlanBundle folder) {
        ((PlanDeploymentBuilder) repository.createDeployment())
                .folder(settings.location(), folder.files())
                .because(Objects.requireNonNullElse(settings.reason(), ""))
                .deploy();
        versions.newest().ifPresent(version -> tellWhatRuns(version, archive.files(version)));
    }

    /** Says what the folder would change, which is nothing while it holds what it held when it was deployed. */
    private void compare(PlanBundle folder, PlanVersion running) {
        SortedMap<String, byte[]> files = archive.files(running);
        tellWhatRuns(running, files);
        NextPlan next = NextPlan.ofFolder(files, folder.files(), versions);
        List<String> differences = new ArrayList<>();
        Change.between(files, next.files()).forEach((file, change) -> differences.add(file + ": " + change.word()));
        if (differences.isEmpty()) {
            notices.settled(DIFFERS);
            return;
        }
        LOG.warn(
                "The plan at {} (sha-256 {}) differs from version v{}, which runs on; nothing was deployed. To deploy it, start with"
                        + " crisis-plan.plan.deploy-at-start=true, or deploy the files with Camunda Modeler ({}):\n  - {}",
                settings.location(),
                NextPlan.hash(folder.files()),
                running.number(),
                differences.size(),
                String.join("\n  - ", differences));
        notices.say(new Notice(DIFFERS, settings.location(), differences));
    }

    void compareIfAnotherRuns() {
        versions.newest().filter(version -> version.number() != known).ifPresent(version -> {
            try {
                compare(read(), version);
            } catch (PlanCheckRefusal unreadable) {
                runOnWithoutIt(unreadable.findings());
            }
        });
    }

    private void tellWhatRuns(PlanVersion version, Map<String, byte[]> files) {
        known = version.number();
        LOG.info(
                "Version v{} of the plan runs: {} files, sha-256 {}",
                version.number(),
                files.size(),
                NextPlan.hash(files));
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
                    "cannot be read ("
                            + Optional.<Throwable>ofNullable(unreadable.getCause())
                                    .orElse(unreadable)
                                    .getMessage()
                            + ")",
                    "Point crisis-plan.plan.location at a folder with a plan that this user may read")));
        }
    }

    private PlanCheckRefusal refused(List<PlanCheckFinding> findings) {
        refusals.add(null, DeploymentOrigin.FOLDER, settings.location(), findings);
        return PlanCheckRefusal.of(findings);
    }

    private void runOnWithoutIt(List<PlanCheckFinding> findings) {
        PlanVersion running = versions.newest().orElseThrow(() -> new PlanRefused(settings.location(), findings));
        known = running.number();
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
