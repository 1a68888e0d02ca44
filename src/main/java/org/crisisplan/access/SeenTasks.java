package org.crisisplan.access;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.ibatis.builder.xml.XMLMapperBuilder;
import org.apache.ibatis.session.Configuration;
import org.camunda.bpm.engine.impl.TaskQueryImpl;
import org.camunda.bpm.engine.impl.db.AuthorizationCheck;
import org.camunda.bpm.engine.impl.interceptor.Session;
import org.camunda.bpm.engine.impl.interceptor.SessionFactory;
import org.camunda.bpm.engine.impl.persistence.entity.TaskManager;
import org.camunda.bpm.engine.task.Task;

/** Finds the tasks that somebody sees, by a statement of its own: see {@code access/seen-tasks.xml}. */
class SeenTasks extends TaskManager {

    private static final String STATEMENTS = "/access/seen-tasks.xml";

    static class InPlaceOfTheEngines implements SessionFactory {

        @Override
        public Class<?> getSessionType() {
            return TaskManager.class;
        }

        @Override
        public Session openSession() {
            return new SeenTasks();
        }
    }

    static void addTo(Configuration statements) {
        try (InputStream file = Objects.requireNonNull(SeenTasks.class.getResourceAsStream(STATEMENTS))) {
            new XMLMapperBuilder(file, statements, STATEMENTS, statements.getSqlFragments()).parse();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(STATEMENTS + " cannot be read", unreadable);
        }
    }

    @Override
    @SuppressWarnings("unchecked")
    public List<Task> findTasksByQueryCriteria(TaskQueryImpl query) {
        configureQuery(query);
        String statement = query.getAuthCheck() instanceof For ? "selectSeenTasks" : "selectTaskByQueryCriteria";
        return getDbEntityManager().selectList(statement, query);
    }

    @Override
    public long findTaskCountByQueryCriteria(TaskQueryImpl query) {
        configureQuery(query);
        String statement =
                query.getAuthCheck() instanceof For ? "selectSeenTaskCount" : "selectTaskCountByQueryCriteria";
        return (Long) getDbEntityManager().selectOne(statement, query);
    }

    /** For whom: takes the place of the engine's check, which it switches off. */
    static class For extends AuthorizationCheck {

        private static final long serialVersionUID = 1L;

        private final String user;
        private final List<String> groups;
        private final List<String> ofCrises;
        private final Set<String> processes;
        private final Set<String> tasks;
        private final boolean manifold;

        /**
         * @param ofCrises patterns of business keys, those of crises and drills, where all of their tasks are seen
         * @param processes keys of processes whose tasks the person may read
         * @param tasks single tasks that the person may read
         * @param manifold whether the query's own conditions can find a task several times
         */
        For(
                String user,
                List<String> groups,
                List<String> ofCrises,
                Set<String> processes,
                Set<String> tasks,
                boolean manifold) {
            this.user = user;
            this.groups = groups;
            this.ofCrises = ofCrises;
            this.processes = processes;
            this.tasks = tasks;
            this.manifold = manifold;
        }

        public String getUser() {
            return user;
        }

        public List<String> getGroups() {
            return groups;
        }

        public List<String> getOfCrises() {
            return ofCrises;
        }

        public Set<String> getProcesses() {
            return processes;
        }

        public Set<String> getTasks() {
            return tasks;
        }

        public boolean isManifold() {
            return manifold;
        }
    }
}
