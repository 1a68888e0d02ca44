package org.crisisplan;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
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
            TestPropertyValues.of(
                            "spring.datasource.url=" + server.getJdbcUrl("postgres", "postgres"),
                            "spring.datasource.username=postgres",
                            "spring.datasource.password=postgres")
                    .applyTo(context);
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
