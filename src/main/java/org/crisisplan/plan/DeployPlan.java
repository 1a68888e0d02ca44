package org.crisisplan.plan;

import static java.util.Objects.requireNonNullElse;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.camunda.bpm.engine.impl.cmd.DeployCmd;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.ResourceEntity;
import org.camunda.bpm.engine.repository.DeploymentWithDefinitions;
import org.crisisplan.crisis.Crises;
import org.crisisplan.plan.check.PlanBundle;
import org.crisisplan.plan.check.PlanCheck;
import org.crisisplan.plan.check.PlanCheckFinding;
import org.crisisplan.plan.check.PlanCheckRefusal;
import org.jspecify.annotations.Nullable;

/**
 * Makes what is sent the next version of the plan: completes it from the running plan, holds it against what others changed, checks
 * the whole and deploys all of it together. The lock taken first lets one after the other do so, on all nodes.
 */
class DeployPlan extends DeployCmd {

    private static final long serialVersionUID = 1L;

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

    /** Half a minute. */
    private static final int LOOKS_FOR_LOCK = 120;

    private final transient PlanDeploymentBuilder sent;
    private final transient PlanCheck check;
    private final transient PlanVersionRepository versions;
    private final transient Crises crises;
    private @Nullable String by;
    private DeploymentOrigin origin;
    private String detail;
    private boolean engineBegan;
    private @Nullable PlanCheckRefusal refusal;

    DeployPlan(PlanDeploymentBuilder sent, PlanCheck check, PlanVersionRepository versions, Crises crises) {
        super(sent);
        this.sent = sent;
        this.check = check;
        this.versions = versions;
        this.crises = crises;
        String source = requireNonNullElse(sent.getDeployment().getSource(), "");
        this.origin = sent.folder() != null ? DeploymentOrigin.FOLDER : DeploymentOrigin.ofSource(source);
        this.detail = shortened(sent.folder() != null ? sent.folder() : source);
    }

    @Nullable String by() {
        return by;
    }

    DeploymentOrigin origin() {
        return origin;
    }

    String detail() {
        return detail;
    }

    @Override
    public DeploymentWithDefinitions execute(CommandContext context) {
        by = sent.folder() != null ? null : context.getAuthenticatedUserId();
        Set<String> known = getAllDeploymentIds(sent);
        if (!known.isEmpty()) {
            ensureDeploymentsWithIdsExists(
                    known, context.getDeploymentManager().findDeploymentsByIds(known.toArray(String[]::new)));
        }
        checkCreateAndReadDeployments(context, known);
        return context.runWithoutAuthorization(() -> {
            waitForOthers();
            acquireExclusiveLock(context);
            try {
                return deploySerially(context, new PlanInEngine(context));
            } catch (PlanCheckRefusal refused) {
                return refusedBy(refused);
            }
        });
    }

    /** A whole plan takes longer to check and to deploy than one statement may wait for a row; after that the lock itself says so. */
    private void waitForOthers() {
        for (int looks = 0; looks < LOOKS_FOR_LOCK && !versions.takesLock(); looks++) {
            try {
                Thread.sleep(BETWEEN_LOOKS.toMillis());
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** Nothing to undo, unless the engine had begun: then it must know of the fault. It would log its stack for every wrong file. */
    private @Nullable DeploymentWithDefinitions refusedBy(PlanCheckRefusal refused) {
        if (engineBegan) {
            throw refused;
        }
        refusal = refused;
        return null;
    }

    Optional<PlanCheckRefusal> refusal() {
        return Optional.ofNullable(refusal);
    }

    private DeploymentWithDefinitions deploySerially(CommandContext context, PlanInEngine engine) {
        if (versions.newest().isEmpty()) {
            engine.adoptEarlierPlans(versions);
        }
        earlier().ifPresent(version -> {
            origin = DeploymentOrigin.EARLIER_VERSION;
            detail = "v" + version.number();
        });
        Optional<PlanVersion> running = versions.newest();
        running.ifPresent(this::refuseIfAnotherRuns);
        SortedMap<String, byte[]> current =
                running.map(version -> engine.filesOf(version.deployment())).orElseGet(TreeMap::new);
        Map<String, byte[]> files = filesSent(context, current);
        NextPlan next = nextPlan(files, current, running);
        SortedMap<String, Change> changes = Change.between(current, next.files());
        PlanAnswer answer;
        if (running.isPresent()
                && changes.isEmpty()
                && engine.isNewestOfAll(running.get().deployment())) {
            answer = engine.answerOf(running.get().deployment());
            remember(files, running.get().number());
        } else {
            List<PlanCheckFinding> findings = check.check(new PlanBundle(next.files()));
            refuse(findings.stream().filter(PlanCheckFinding::isError).toList());
            engineBegan = true;
            answer = engine.deploy(
                    next.files(), requireNonNullElse(sent.getDeployment().getSource(), "crisis-plan"));
            PlanAnswer made = answer;
            running.ifPresent(version -> engine.retireProcesses(version.deployment(), made));
            int number = engine.numberOf(made);
            versions.add(versions.now(number, made.getId(), by, origin, detail), changes);
            versions.warns(number, findings);
            reason().ifPresent(reason -> versions.giveReason(number, reason, requireNonNullElse(by, "")));
            running.ifPresent(version ->
                    crises.planDeployed("v" + number, "v" + version.number(), List.copyOf(changes.keySet())));
            remember(files, number);
        }
        return answer.only(isWhole() ? next.files().keySet() : files.keySet());
    }

    /** Modeler asks for the name of a deployment: whoever writes a sentence there says why. A file's or the plan's name is no sentence. */
    private Optional<String> reason() {
        if (sent.reason() != null) {
            return Optional.of(sent.reason());
        }
        String name = shortened(requireNonNullElse(sent.getDeployment().getName(), ""));
        boolean sentence = name.matches(".*\\S\\s+\\S.*") || name.matches(".*\\p{IsHan}{4,}.*");
        return by != null && sentence ? Optional.of(name) : Optional.empty();
    }

    /** The files by their place in the plan, from the request and from earlier deployments that it names. */
    private Map<String, byte[]> filesSent(CommandContext context, Map<String, byte[]> current) {
        List<PlanCheckFinding> findings = new ArrayList<>(PlanRequestCheck.of(sent));
        refuse(findings);
        Map<String, byte[]> files = new TreeMap<>();
        Set<String> twice = sent.twice();
        List<ResourceEntity> resources = new ArrayList<>(getResources(sent, context));
        if (sent.getDeployment().getResources() != null) {
            resources.addAll(sent.getDeployment().getResources().values());
        }
        resources.forEach(resource -> {
            if (files.put(resource.getName(), resource.getBytes()) != null) {
                twice.add(resource.getName());
            }
        });
        findings.addAll(PlanRequestCheck.ofSizes(files));
        PlanFileNames.Placed placed = PlanFileNames.place(files, twice, current.keySet());
        findings.addAll(placed.findings());
        refuse(findings);
        return placed.files();
    }

    private NextPlan nextPlan(Map<String, byte[]> files, Map<String, byte[]> current, Optional<PlanVersion> running) {
        NextPlan next;
        if (sent.folder() != null) {
            next = running.isEmpty() ? NextPlan.replaced(files) : NextPlan.ofFolder(current, files, versions);
        } else if (isWhole()) {
            next = NextPlan.replaced(files);
        } else {
            next = NextPlan.completed(current, files);
        }
        boolean deployedAgain = !getAllDeploymentIds(sent).isEmpty();
        if (by != null && !deployedAgain) {
            next = next.asSentBy(by, current, versions);
        }
        refuse(next.conflicts());
        return new NextPlan(PlanBundle.withTexts(next.files()), List.of());
    }

    /**
     * The folder, an earlier version as it was, or what somebody sends under the name of the plan with each file in its folder:
     * nothing is added to it.
     */
    private boolean isWhole() {
        if (sent.folder() != null || earlier().isPresent()) {
            return true;
        }
        return PlanInEngine.NAME.equals(sent.getDeployment().getName())
                && !sent.getResourceNames().isEmpty()
                && sent.getResourceNames().stream().allMatch(name -> name.contains("/"));
    }

    private Optional<PlanVersion> earlier() {
        boolean allOfOne = sent.getDeployments().size() == 1
                && sent.getResourceNames().isEmpty()
                && sent.getDeploymentResourcesById().isEmpty()
                && sent.getDeploymentResourcesByName().isEmpty();
        return allOfOne ? versions.ofDeployment(sent.getDeployments().iterator().next()) : Optional.empty();
    }

    private void refuseIfAnotherRuns(PlanVersion running) {
        if (sent.running() != null && sent.running() != running.number()) {
            refuse(List.of(new PlanCheckFinding(
                    "The plan",
                    "",
                    "has changed since you looked: v%d runs now, deployed by %s"
                            .formatted(running.number(), requireNonNullElse(running.by(), "the product")),
                    "Look at that version, then decide again")));
        }
    }

    private void remember(Map<String, byte[]> files, int number) {
        if (sent.folder() != null) {
            versions.folderHolds(NextPlan.hashes(files));
        } else if (by != null) {
            versions.sees(by, files.keySet(), number);
        }
    }

    private static void refuse(List<PlanCheckFinding> findings) {
        if (!findings.isEmpty()) {
            throw PlanCheckRefusal.of(findings);
        }
    }

    private static String shortened(String text) {
        String clean = text.replaceAll("\\p{Cntrl}", " ").strip();
        return clean.length() > 200 ? clean.substring(0, 200) : clean;
    }
}
