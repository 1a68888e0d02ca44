package org.crisisplan.engine;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.pvm.process.TransitionImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.camunda.bpm.spring.boot.starter.configuration.impl.AbstractCamundaConfiguration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The way that each process instance went through its diagram, recorded and not guessed: behind an inclusive gateway both ends of a flow may
 * have been entered although nobody went along it. What one transaction takes is written with one statement, just before its commit.
 */
@Component
public class TakenFlows {

    private static final int ROWS_AT_ONCE = 100;
    private static final int INSTANCES_AT_ONCE = 500;

    private final JdbcClient database;
    private final Clock clock;

    TakenFlows(JdbcClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * A sequence flow that an instance took.
     *
     * @param flow its id in the diagram
     * @param times how often, more than once in a loop
     */
    public record TakenFlow(String flow, int times, Instant first, Instant last) {}

    private record Row(String instance, Instant at, String flow) {}

    /** Each flow once, in the order in which they were taken first. */
    public List<TakenFlow> of(String instance) {
        return database.sql("select flow, count(*) as times, min(at) as first_at, max(at) as last_at from taken_flow"
                        + " where instance = ? group by flow order by min(at), min(ordinal)")
                .param(instance)
                .query((row, i) -> new TakenFlow(
                        row.getString("flow"),
                        row.getInt("times"),
                        row.getObject("first_at", OffsetDateTime.class).toInstant(),
                        row.getObject("last_at", OffsetDateTime.class).toInstant()))
                .list();
    }

    /** The ids of the flows that each of the instances took; nothing for one of which nothing is recorded. */
    public Map<String, Set<String>> of(Collection<String> instances) {
        Map<String, Set<String>> flows = new HashMap<>();
        List<String> all = List.copyOf(instances);
        for (int from = 0; from < all.size(); from += INSTANCES_AT_ONCE) {
            database.sql("select distinct instance, flow from taken_flow where instance in (:instances)")
                    .param("instances", all.subList(from, Math.min(all.size(), from + INSTANCES_AT_ONCE)))
                    .query(row -> {
                        flows.computeIfAbsent(row.getString("instance"), first -> new HashSet<>())
                                .add(row.getString("flow"));
                    });
        }
        return flows;
    }

    /** What an instance took is forgotten, with the rest of its history. */
    public void forget(String instance) {
        database.sql("delete from taken_flow where instance = ?")
                .param(instance)
                .update();
    }

    private void take(DelegateExecution execution) {
        var row = new Row(
                execution.getProcessInstanceId(),
                // the database keeps microseconds
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                execution.getCurrentTransitionId());
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            inTransaction().rows.add(row);
        } else {
            write(List.of(row));
        }
    }

    private InTransaction inTransaction() {
        Object begun = TransactionSynchronizationManager.getResource(this);
        if (begun instanceof InTransaction open) {
            return open;
        }
        var first = new InTransaction();
        TransactionSynchronizationManager.bindResource(this, first);
        TransactionSynchronizationManager.registerSynchronization(first);
        return first;
    }

    private void write(List<Row> rows) {
        for (int from = 0; from < rows.size(); from += ROWS_AT_ONCE) {
            List<Row> some = rows.subList(from, Math.min(rows.size(), from + ROWS_AT_ONCE));
            List<Object> values = new ArrayList<>();
            for (int i = 0; i < some.size(); i++) {
                Row row = some.get(i);
                values.addAll(List.of(row.instance(), row.at().atOffset(ZoneOffset.UTC), from + i, row.flow()));
            }
            database.sql("insert into taken_flow (instance, at, ordinal, flow) values "
                            + String.join(", ", Collections.nCopies(some.size(), "(?, ?, ?, ?)")))
                    .params(values)
                    .update();
        }
    }

    /** What the current transaction has taken, until it is written down just before the commit. */
    private final class InTransaction implements TransactionSynchronization, Ordered {

        private final List<Row> rows = new ArrayList<>();

        @Override
        public void beforeCommit(boolean readOnly) {
            write(rows);
            rows.clear();
        }

        private boolean suspended;

        /** A transaction that is begun meanwhile has its own; one that is begun after this one is over finds nothing bound. */
        @Override
        public void suspend() {
            suspended = TransactionSynchronizationManager.unbindResourceIfPossible(TakenFlows.this) != null;
        }

        @Override
        public void resume() {
            if (suspended) {
                TransactionSynchronizationManager.bindResource(TakenFlows.this, this);
            }
        }

        @Override
        public void beforeCompletion() {
            TransactionSynchronizationManager.unbindResourceIfPossible(TakenFlows.this);
        }

        /** After all that may still move a process on. */
        @Override
        public int getOrder() {
            return Ordered.LOWEST_PRECEDENCE;
        }
    }

    /** Has every sequence flow of every diagram tell when it is taken. */
    @Configuration(proxyBeanMethods = false)
    static class EveryFlow extends AbstractCamundaConfiguration {

        private final ObjectProvider<TakenFlows> flows;

        EveryFlow(ObjectProvider<TakenFlows> flows) {
            this.flows = flows;
        }

        @Override
        public void preInit(ProcessEngineConfigurationImpl engine) {
            ExecutionListener taken = execution -> flows.getObject().take(execution);
            ParseListeners.add(engine, new AbstractBpmnParseListener() {
                @Override
                public void parseSequenceFlow(Element element, ScopeImpl scope, TransitionImpl flow) {
                    flow.addBuiltInListener(ExecutionListener.EVENTNAME_TAKE, taken);
                }
            });
        }
    }
}
