package org.crisisplan.plan;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.interceptor.CommandExecutor;
import org.camunda.bpm.engine.impl.repository.DeleteProcessDefinitionsBuilderImpl;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.crisisplan.engine.fence.WrappingCommand;
import org.jspecify.annotations.Nullable;

/** Deletes process definitions, but none of a version of the plan: it is kept whole. */
class PlanDeleteProcessDefinitionsBuilder extends DeleteProcessDefinitionsBuilderImpl {

    private final CommandExecutor engine;
    private final PlanVersionRepository versions;
    private @Nullable String key;
    private Set<String> ids = Set.of();

    PlanDeleteProcessDefinitionsBuilder(CommandExecutor engine, PlanVersionRepository versions) {
        super(engine);
        this.engine = engine;
        this.versions = versions;
    }

    @Override
    public DeleteProcessDefinitionsBuilderImpl byKey(String processKey) {
        key = processKey;
        return super.byKey(processKey);
    }

    @Override
    public DeleteProcessDefinitionsBuilderImpl byIds(String... definitions) {
        ids = Set.of(definitions);
        return super.byIds(definitions);
    }

    @Override
    public void delete() {
        engine.execute((WrappingCommand<Void>) this::refuseThoseOfThePlan);
        super.delete();
    }

    private @Nullable Void refuseThoseOfThePlan(CommandContext context) {
        List<? extends ProcessDefinition> concerned = context.runWithoutAuthorization(() -> concerned(context));
        for (ProcessDefinition one : concerned) {
            context.getProcessEngineConfiguration()
                    .getCommandCheckers()
                    .forEach(checker -> checker.checkDeleteProcessDefinitionById(one.getId()));
            Optional<PlanVersion> version = versions.ofDeployment(one.getDeploymentId());
            if (version.isPresent()) {
                throw new BadUserRequestException(
                        "Nothing was deleted. The process %s belongs to version v%d of the plan, which is kept whole. To run the plan without it, deploy a plan that does not have it."
                                .formatted(one.getKey(), version.get().number()));
            }
        }
        return null;
    }

    private List<? extends ProcessDefinition> concerned(CommandContext context) {
        var definitions = context.getProcessDefinitionManager();
        if (key != null) {
            return definitions.findProcessDefinitionsByKey(key);
        }
        return ids.isEmpty() ? List.of() : definitions.findDefinitionsByIds(ids);
    }
}
