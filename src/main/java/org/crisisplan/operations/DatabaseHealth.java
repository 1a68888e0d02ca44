package org.crisisplan.operations;

import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * In the health of a node, and in its readiness: whether the database answers. It takes the place of Spring Boot's own, which waits for
 * a hanging database as long as the pool does, with one thread for each who asks.
 */
@Component("dbHealthIndicator")
class DatabaseHealth implements HealthIndicator {

    private final DatabaseProbe database;

    DatabaseHealth(DatabaseProbe database) {
        this.database = database;
    }

    @Override
    public Health health() {
        return database.answersWithin(DatabaseProbe.PATIENCE)
                ? Health.up().build()
                : Health.down()
                        .withDetail("database", "does not answer within " + DatabaseProbe.PATIENCE.toSeconds() + " s")
                        .build();
    }
}
