package org.crisisplan;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.Flyway;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Which database the started application uses: in-memory H2, or a real PostgreSQL when the system property {@code
 * crisis-plan.test.database} says {@code postgresql}. The build runs the drills on both.
 */
public class TestDatabase implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        if ("postgresql".equals(System.getProperty("crisis-plan.test.database"))) {
            EmbeddedPostgres server = started();
            // destroyed in reverse order: the application lets go of its connections before the server stops
            ((DefaultListableBeanFactory) context.getBeanFactory())
                    .registerDisposableBean(EmbeddedPostgres.class.getName(), server::close);
            separateRoles(server);
            TestPropertyValues.of(
                            "spring.datasource.url=" + server.getJdbcUrl("crisis_plan", "postgres"),
                            "spring.datasource.username=crisis_plan",
                            "spring.datasource.password=crisis_plan",
                            "spring.flyway.url=" + server.getJdbcUrl("crisis_plan_owner", "postgres"),
                            "spring.flyway.user=crisis_plan_owner",
                            "spring.flyway.password=crisis_plan_owner")
                    .applyTo(context);
        }
    }

    /** As operators do it: the application's role can only add to the record. */
    private static void separateRoles(EmbeddedPostgres server) {
        try (Connection superuser = server.getPostgresDatabase().getConnection();
                Statement sql = superuser.createStatement()) {
            String script = Files.readString(Path.of("docker/postgres/record-insert-only.sql"));
            sql.execute("create role crisis_plan_owner login password 'crisis_plan_owner'");
            sql.execute("create role crisis_plan login password 'crisis_plan'");
            sql.execute(script);
            Flyway.configure()
                    .dataSource(
                            server.getJdbcUrl("crisis_plan_owner", "postgres"),
                            "crisis_plan_owner",
                            "crisis_plan_owner")
                    .locations("classpath:db/migration")
                    .baselineOnMigrate(true)
                    .baselineVersion("0")
                    .table("crisis_plan_schema")
                    .load()
                    .migrate();
            sql.execute(script);
        } catch (IOException | SQLException failed) {
            throw new IllegalStateException("The roles of the test's PostgreSQL could not be separated", failed);
        }
    }

    private static EmbeddedPostgres started() {
        try {
            return EmbeddedPostgres.builder()
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setRegisterShutdownHook(false)
                    .start();
        } catch (IOException noServer) {
            throw new UncheckedIOException("PostgreSQL could not be started for the tests", noServer);
        }
    }
}
