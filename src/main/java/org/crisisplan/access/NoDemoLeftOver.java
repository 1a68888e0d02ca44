package org.crisisplan.access;

import org.camunda.bpm.engine.ManagementService;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Keeps the product from going live on the database of a demonstration, whose people have passwords that everyone knows. */
@Component
@Profile("!demo")
class NoDemoLeftOver implements SmartInitializingSingleton {

    private final ManagementService management;

    NoDemoLeftOver(ManagementService management) {
        this.management = management;
    }

    @Override
    public void afterSingletonsInstantiated() {
        if (management.getProperties().containsKey(DemoPeople.MARK)) {
            throw new RefusedToStart(
                    "This database was filled by the profile 'demo', with people whose passwords everyone knows.",
                    "Give the product a database of its own (spring.datasource.url), or start it with the profile 'demo'.");
        }
    }
}
