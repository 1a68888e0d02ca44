package org.crisisplan.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.ibatis.session.Configuration;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;
import org.crisisplan.PlanTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Mappings that were read ahead are those that the engine would have read itself. */
@PlanTest
class MappingsAheadTest {

    @Autowired
    ProcessEngine engine;

    @Test
    void theyAreTheEnginesOwn() {
        var configuration = (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
        Configuration used = configuration.getSqlSessionFactory().getConfiguration();
        assertThat(used.getEnvironment().getDataSource()).isSameAs(configuration.getDataSource());
        assertThat(used.getEnvironment().getTransactionFactory()).isSameAs(configuration.getTransactionFactory());

        Configuration own = read(configuration.getDatabaseType());
        assertThat(used.getMappedStatementNames()).containsAll(own.getMappedStatementNames());
        assertThat(used.getVariables()).as("the words of this kind of database").isEqualTo(own.getVariables());
        assertThat(used.getDefaultExecutorType()).isEqualTo(own.getDefaultExecutorType());
    }

    @Test
    void anEngineOnAnotherKindOfDatabaseReadsItsOwn() {
        var other = new StandaloneInMemProcessEngineConfiguration();
        other.setDataSource(((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration()).getDataSource());
        new MappingsAhead.Read("postgres").giveTo(other);
        assertThat(other.getSqlSessionFactory()).isNull();
    }

    private static Configuration read(String kind) {
        return new StandaloneInMemProcessEngineConfiguration() {
            Configuration read() {
                databaseType = kind;
                initTransactionFactory();
                dataSource = new org.h2.jdbcx.JdbcDataSource();
                initSqlSessionFactory();
                return sqlSessionFactory.getConfiguration();
            }
        }.read();
    }
}
