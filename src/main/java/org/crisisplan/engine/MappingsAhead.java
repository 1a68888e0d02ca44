package org.crisisplan.engine;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.apache.ibatis.datasource.unpooled.UnpooledDataSource;
import org.apache.ibatis.mapping.Environment;
import org.apache.ibatis.session.Configuration;
import org.apache.ibatis.session.SqlSessionFactory;
import org.apache.ibatis.transaction.managed.ManagedTransactionFactory;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cfg.StandaloneProcessEngineConfiguration;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Reads the engine's SQL mappings while the application context is being built. They are a quarter of what a start computes, and need
 * nothing but the kind of the database. An aid, not a condition: the engine reads them itself where this one did not.
 */
class MappingsAhead implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    static final String BEAN = "mappingsAhead";

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        String kind = kind(context.getEnvironment().getProperty("spring.datasource.url", ""));
        if (kind != null) {
            context.getBeanFactory().registerSingleton(BEAN, new Read(kind));
        }
    }

    /** As the engine names it. */
    private static @Nullable String kind(String address) {
        if (address.startsWith("jdbc:h2:")) {
            return "h2";
        }
        return address.startsWith("jdbc:postgresql:") ? "postgres" : null;
    }

    /** The mappings for one kind of database, read on a thread of their own. */
    static class Read {

        private final String kind;
        private final CompletableFuture<SqlSessionFactory> mappings = new CompletableFuture<>();

        Read(String kind) {
            this.kind = kind;
            Thread reader = new Thread(this::read, "engine-mappings");
            reader.setDaemon(true);
            reader.start();
        }

        private void read() {
            try {
                mappings.complete(new OnlyMappings(kind).read());
            } catch (RuntimeException | Error fault) {
                mappings.completeExceptionally(fault);
            }
        }

        /** Gives them to an engine that is about to be built, unless it is for another kind of database. */
        void giveTo(ProcessEngineConfigurationImpl engine) {
            if (engine.getSqlSessionFactory() != null || !isFor(engine.getDataSource())) {
                return;
            }
            SqlSessionFactory read = mappings.join();
            Configuration configuration = read.getConfiguration();
            var transactions = new ManagedTransactionFactory();
            configuration.setEnvironment(new Environment("default", transactions, engine.getDataSource()));
            configuration.setDefaultStatementTimeout(engine.getJdbcStatementTimeout());
            engine.setTransactionFactory(transactions);
            engine.setSqlSessionFactory(read);
        }

        private boolean isFor(@Nullable DataSource database) {
            if (database == null) {
                return false;
            }
            try (Connection connection = database.getConnection()) {
                return connection
                        .getMetaData()
                        .getDatabaseProductName()
                        .toLowerCase(Locale.ROOT)
                        .startsWith(kind);
            } catch (SQLException outage) {
                // the engine's own start says what is wrong
                return false;
            }
        }
    }

    /** An engine of which only the mappings are built. */
    private static class OnlyMappings extends StandaloneProcessEngineConfiguration {

        OnlyMappings(String kind) {
            databaseType = kind;
            transactionFactory = new ManagedTransactionFactory();
            // never asked: the real one takes its place
            dataSource = new UnpooledDataSource();
        }

        SqlSessionFactory read() {
            initSqlSessionFactory();
            return sqlSessionFactory;
        }
    }
}
