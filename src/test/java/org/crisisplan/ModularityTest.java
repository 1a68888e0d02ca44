package org.crisisplan;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.temporal.Temporal;
import java.util.Date;
import java.util.Set;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Repository;

/** The shape of the code inside its modules; which module may use which, {@link ModulesTest} looks after. */
@AnalyzeClasses(packages = "org.crisisplan", importOptions = DoNotIncludeTests.class)
class ModularityTest {

    /** Those who may reach into the engine, each for something its public interface does not offer. */
    private static final Set<String> KNOW_THE_ENGINE = Set.of(
            // follow its clock, configure it, stand before its deployers and services
            "org.crisisplan.engine.EngineClock",
            "org.crisisplan.engine.EngineSetup",
            "org.crisisplan.engine.KeptHistory",
            "org.crisisplan.engine.TakenFlows",
            "org.crisisplan.engine.MappingsAhead",
            "org.crisisplan.engine.SparedQueries",
            // bound its expressions and what becomes a variable
            "org.crisisplan.engine.expression.FencedExpressions",
            "org.crisisplan.engine.expression.ValuesOnly",
            "org.crisisplan.engine.expression.ExpressionSetup",
            "org.crisisplan.decision.DecisionAnswers",
            "org.crisisplan.plan.check.PlanCheckAtDeployment",
            "org.crisisplan.plan.check.PlanCheckSetup",
            // stand before its deployments: everything becomes a version of the whole plan
            "org.crisisplan.crisis.process.FollowProcess",
            "org.crisisplan.crisis.process.FactsInTables",
            "org.crisisplan.plan.PlanSetup",
            "org.crisisplan.plan.PlanRepositoryService",
            "org.crisisplan.plan.PlanDeploymentBuilder",
            "org.crisisplan.plan.DeployPlan",
            "org.crisisplan.plan.DeletePlan",
            "org.crisisplan.plan.PlanDeleteProcessDefinitionsBuilder",
            "org.crisisplan.plan.PlanInEngine",
            "org.crisisplan.form.SubmissionGuard",
            "org.crisisplan.form.SubmissionSetup",
            "org.crisisplan.form.SubmissionTaskService",
            "org.crisisplan.form.SubmissionFormService",
            "org.crisisplan.form.StartFormRuntimeService",
            // stand before its commands
            "org.crisisplan.engine.fence.Fence",
            "org.crisisplan.engine.fence.FenceSetup",
            "org.crisisplan.engine.fence.FencedTaskService",
            "org.crisisplan.engine.fence.FencedIdentityService",
            "org.crisisplan.engine.fence.WrappingCommand",
            "org.crisisplan.engine.fence.OfferedAct",
            "org.crisisplan.engine.fence.OfferedActs",
            "org.crisisplan.engine.fence.Interventions",
            "org.crisisplan.engine.fence.InterventionTarget",
            "org.crisisplan.engine.fence.AffectedInstances",
            "org.crisisplan.engine.fence.TaskOffer",
            "org.crisisplan.engine.fence.ApprovalBarrier",
            // record what happens to tasks, and where in the diagrams
            "org.crisisplan.crisis.record.RecordedByEngine",
            "org.crisisplan.engine.PlanStep",
            // says which failures of jobs count
            "org.crisisplan.engine.JobsDuringOutages",
            "org.crisisplan.engine.JobsOnHold",
            // reads diagrams by a schema that is read once
            "org.crisisplan.engine.DiagramParser",
            // stops taking jobs before the node stops
            "org.crisisplan.engine.UnreadyBeforeStop",
            "org.crisisplan.engine.Clauses",
            "org.crisisplan.engine.ParseListeners",
            // say which rights come with a task
            "org.crisisplan.access.TaskRights",
            "org.crisisplan.access.TaskChecks",
            "org.crisisplan.access.TaskReading",
            "org.crisisplan.access.SeenTasks",
            // adds what a task needs where its diagram forgets it
            "org.crisisplan.approval.RecordedSignatures",
            "org.crisisplan.notify.UserTaskDefaults",
            // keep passwords another way, and look at what is kept of them
            "org.crisisplan.access.Account",
            "org.crisisplan.access.PasswordSetup",
            "org.crisisplan.access.SlowHash",
            // watches its job executor
            "org.crisisplan.operations.JobExecutorWatch",
            // one node of several makes the filters
            "org.crisisplan.board.TaskFilters");

    /** In the engine's inside by name, but part of what its public interface gives and takes. */
    private static final Set<String> PUBLIC_ALL_THE_SAME = Set.of(
            "org.camunda.bpm.engine.impl.form.validator.FormFieldValidationException",
            "org.camunda.bpm.engine.impl.identity.Authentication");

    @ArchTest
    static final ArchRule theCheckUsesNothingElseOfThePlan =
            mayUse("plan.check", "crisis", "site", "form", "text", "decision", "engine", "department");

    @ArchTest
    static final ArchRule theWindowsOfSignalsUseOnlyTheContract = mayUse("signals.window", "signals");

    @ArchTest
    static final ArchRule sourcesOfSignalsUseOnlyWindowsAndTheWayOut =
            mayUse("signals.source", "signals.window", "signals.outbound", "signals", "web");

    @ArchTest
    static final ArchRule theIntakeOfSignalsUsesOnlySourcesAndWindows =
            mayUse("signals.intake", "signals.source", "signals.window", "signals", "web");

    @ArchTest
    static final ArchRule triggersUseNoPage = mayUse(
            "signals.trigger",
            "signals.intake",
            "signals.source",
            "signals.window",
            "signals",
            "crisis",
            "site",
            "decision",
            "engine");

    @ArchTest
    static final ArchRule channelsOfSignalsUseNeitherIntakeNorTriggers = mayUse(
            "signals.channel",
            "signals.source",
            "signals.outbound",
            "signals.watchlist",
            "signals",
            "decision",
            "engine",
            "web");

    @ArchTest
    static final ArchRule theWayOutOfSignalsStandsAlone = mayUse("signals.outbound");

    @ArchTest
    static final ArchRule watchListsUseOnlyTables = mayUse("signals.watchlist", "signals", "decision");

    @ArchTest
    static final ArchRule channelsOfSignalsDoNotKnowEachOther =
            slices().matching("org.crisisplan.signals.channel.(*)..").should().notDependOnEachOther();

    @ArchTest
    static final ArchRule signalsKnowsNoneOfItsChannels = noClasses()
            .that()
            .resideOutsideOfPackage("org.crisisplan.signals.channel..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.crisisplan.signals.channel..");

    @ArchTest
    static final ArchRule theContractOfSignalsKnowsNoneOfItsParts = noClasses()
            .that()
            .resideInAPackage("org.crisisplan.signals")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.crisisplan.signals.*..");

    @ArchTest
    static final ArchRule partsOfSignalsNeedNotEachOther =
            slices().matching("org.crisisplan.signals.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule namesComeFromThePlan = noClasses()
            .should()
            .haveSimpleNameEndingWith("Util")
            .orShould()
            .haveSimpleNameEndingWith("Utils")
            .orShould()
            .haveSimpleNameEndingWith("Helper")
            .orShould()
            .haveSimpleNameEndingWith("Manager")
            .orShould()
            .haveSimpleNameEndingWith("Impl")
            .orShould()
            .haveSimpleNameEndingWith("Dto")
            .orShould()
            .resideInAnyPackage("..config..", "..util..", "..common..", "..service..", "..impl..", "..dto..");

    /** The crisis is an aggregate: what holds it is called after it, not after its tables. */
    @ArchTest
    static final ArchRule whatHoldsRowsIsCalledARepository = classes()
            .that()
            .areAnnotatedWith(Repository.class)
            .and()
            .resideOutsideOfPackage("org.crisisplan.crisis..")
            .should()
            .haveSimpleNameEndingWith("Repository");

    @ArchTest
    static final ArchRule fewKnowTheEnginesInside = noClasses()
            .that(describe(
                    "are not named as knowing the engine",
                    type -> KNOW_THE_ENGINE.stream()
                            .noneMatch(name -> type.getName().equals(name)
                                    || type.getName().startsWith(name + "$"))))
            .should()
            .dependOnClassesThat(describe(
                    "are the engine's inside",
                    type -> type.getPackageName().startsWith("org.camunda.bpm.engine.impl")
                            && !PUBLIC_ALL_THE_SAME.contains(type.getName())));

    @ArchTest
    static final ArchRule timeComesFromTheClock = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("org.crisisplan.engine.EngineClock")
            .should()
            .callMethodWhere(describe("they ask the machine for the time", ModularityTest::asksTheMachine))
            .orShould()
            .callConstructor(Date.class);

    @ArchTest
    static final ArchRule whatIsNeededComesByConstructor = noFields().should().beAnnotatedWith(Autowired.class);

    @ArchTest
    static final ArchRule nothingIsPrintedButByCommands = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("org.crisisplan.CrisisPlanApplication")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err");

    private static ArchRule mayUse(String capability, String... others) {
        Set<String> allowed = Set.of(others);
        return noClasses()
                .that()
                .resideInAPackage("org.crisisplan." + capability + "..")
                .should()
                .dependOnClassesThat(describe(
                        "belong to the product, but not to " + capability + " or " + allowed,
                        type -> isIn("", type)
                                && !isIn(capability, type)
                                && allowed.stream().noneMatch(other -> isIn(other, type))));
    }

    /** The contract of signals is one package; any other name stands for all below it. */
    private static boolean isIn(String capability, JavaClass type) {
        String own = "org.crisisplan" + (capability.isEmpty() ? "" : "." + capability);
        return type.getPackageName().equals(own)
                || !capability.equals("signals") && type.getPackageName().startsWith(own + ".");
    }

    private static boolean asksTheMachine(JavaCall<?> call) {
        boolean ofTime = call.getTargetOwner().isAssignableTo(Temporal.class);
        boolean ofSystem = call.getTargetOwner().isEquivalentTo(System.class)
                && call.getName().equals("currentTimeMillis");
        boolean ofClock = call.getTargetOwner().isEquivalentTo(Clock.class)
                && call.getName().startsWith("system");
        boolean withoutClock = call.getTarget().getRawParameterTypes().stream()
                .noneMatch(parameter -> parameter.isAssignableTo(Clock.class));
        return ofSystem || ofClock || ofTime && call.getName().equals("now") && withoutClock;
    }
}
