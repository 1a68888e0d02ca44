package org.crisisplan.engine.fence;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.crisisplan.engine.fence.Acts.Act;
import org.junit.jupiter.api.Test;

/** The table of acts speaks of every command there is, once, and of nothing else. */
class ActsTest {

    /** Carried out by the engine for itself, in the course of other commands or without anybody asking. */
    private static final Set<String> OF_THE_ENGINE_ITSELF = Set.of(
            "BootstrapEngineCommand",
            "HistoryLevelSetupCommand",
            "SchemaOperationProcessEngineClose",
            "SchemaOperationsProcessEngineBuild",
            "AcquireJobsCmd",
            "ActivityAfterInstantiationCmd",
            "ActivityBeforeInstantiationCmd",
            "ActivityCancellationCmd",
            "ActivityInstanceCancellationCmd",
            "TransitionInstanceCancellationCmd",
            "TransitionInstantiationCmd",
            "DefaultJobRetryCmd",
            "PutBack",
            "CreateNewTimerJobCommand",
            "HistoryCleanupHandlerCmd",
            "HistoryCleanupSchedulerCmd",
            "ReportDbMetricsValueCmd",
            "MetricsCollectionCmd",
            "DeleteDeploymentFailCmd",
            "DeleteDeploymentListenerCmd");

    private static final List<JavaClass> COMMANDS = commands();

    private final Acts acts = Acts.read();

    @Test
    void everyCommandOfTheEngineIsInExactlyOneRow() {
        Map<String, List<String>> rows = new TreeMap<>();
        for (JavaClass command : COMMANDS) {
            String name = command.getSimpleName();
            rows.put(
                    name,
                    acts.all().stream()
                            .filter(act -> act.covers(name))
                            .map(Act::name)
                            .toList());
        }
        assertThat(rows).hasSizeGreaterThan(300);
        OF_THE_ENGINE_ITSELF.forEach(rows::remove);
        rows.values().removeIf(found -> found.size() == 1);
        assertThat(rows).as("Commands in no row, or in several").isEmpty();
    }

    @Test
    void everyNameInTheTableIsACommand() throws IllegalAccessException {
        Set<String> known = COMMANDS.stream().map(JavaClass::getSimpleName).collect(Collectors.toSet());
        for (Field field : OfferedActs.class.getFields()) {
            known.add((String) field.get(null));
        }
        List<String> unknown = new ArrayList<>();
        acts.all()
                .forEach(act -> act.commands().stream()
                        .filter(command -> known.stream()
                                .noneMatch(
                                        name -> new Act("", Set.of(), Set.of(), false, List.of(command)).covers(name)))
                        .forEach(unknown::add));
        assertThat(unknown).isEmpty();
    }

    /** Said once more by name: a slip in the table would open what must stay shut. */
    @Test
    void whatNobodyMayDo() {
        for (String command : List.of(
                "StartProcessInstanceCmd",
                "StartProcessInstanceAtActivitiesCmd",
                "CorrelateMessageCmd",
                "SignalEventReceivedCmd",
                "DeleteHistoricProcessInstancesCmd",
                "DeleteHistoricProcessInstancesBatchCmd",
                "DeleteHistoricBatchCmd",
                "DeleteHistoricDecisionInstancesBulkCmd",
                "SetRemovalTimeToHistoricProcessInstancesCmd",
                "UpdateProcessDefinitionHistoryTimeToLiveCmd",
                "HistoryCleanupCmd",
                "DeleteUserOperationLogEntryCmd",
                "SaveTenantCmd")) {
            assertThat(acts.of(command).orElseThrow().roles()).as(command).isEmpty();
        }
        assertThat(acts.of("SomethingNew")).isEmpty();
    }

    @Test
    void whatAdministratorsAloneDoIsLogged() {
        assertThat(acts.all())
                .filteredOn(act -> act.roles().equals(Set.of(Role.ADMINISTRATORS)))
                .hasSizeGreaterThan(8)
                .allMatch(Act::logged);
    }

    private static List<JavaClass> commands() {
        return new ClassFileImporter()
                        .importPackages(
                                "org.camunda.bpm.engine.impl",
                                "org.camunda.bpm.cockpit",
                                "org.camunda.bpm.webapp",
                                "org.crisisplan")
                        .stream()
                        .filter(type -> type.isAssignableTo(Command.class))
                        .filter(type ->
                                !type.isInterface() && !type.getModifiers().contains(JavaModifier.ABSTRACT))
                        .filter(type -> !type.isAnonymousClass())
                        .filter(type ->
                                !type.isAssignableTo(WrappingCommand.class) && !type.isAssignableTo(OfferedAct.class))
                        .toList();
    }
}
