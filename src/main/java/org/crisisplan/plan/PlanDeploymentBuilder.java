package org.crisisplan.plan;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.camunda.bpm.engine.impl.RepositoryServiceImpl;
import org.camunda.bpm.engine.impl.repository.DeploymentBuilderImpl;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.jspecify.annotations.Nullable;

/** Collects what is to be deployed, and remembers what the engine's own builder forgets: a name that came twice, and the folder. */
class PlanDeploymentBuilder extends DeploymentBuilderImpl {

    private static final long serialVersionUID = 1L;

    private final Set<String> twice = new TreeSet<>();
    private @Nullable String folder;
    private @Nullable Integer running;
    private @Nullable String reason;

    PlanDeploymentBuilder(RepositoryServiceImpl repository) {
        super(repository);
    }

    @Override
    protected DeploymentBuilder addBytes(String name, byte[] content) {
        if (getResourceNames().contains(name)) {
            twice.add(name);
        }
        return super.addBytes(name, content);
    }

    /** These are all the files there are in the folder or jar that the product starts with. */
    PlanDeploymentBuilder folder(String location, Map<String, byte[]> files) {
        folder = location;
        files.forEach(this::addBytes);
        return this;
    }

    /** Only if this version still runs; whoever decided looked at it. */
    PlanDeploymentBuilder inPlaceOf(int version) {
        running = version;
        return this;
    }

    /** Why, in the words of whoever deploys it; empty if they say nothing. */
    PlanDeploymentBuilder because(String why) {
        reason = why.isBlank() ? null : why;
        return this;
    }

    @Nullable String reason() {
        return reason;
    }

    @Nullable Integer running() {
        return running;
    }

    @Nullable String tenant() {
        return getDeployment().getTenantId();
    }

    Set<String> twice() {
        return twice;
    }

    @Nullable String folder() {
        return folder;
    }
}
