package org.crisisplan.crisis.record;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.crisisplan.engine.PlanStep;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who acts on this thread at this moment. */
@Component
public class CurrentActor implements Supplier<Actor> {

    private static final ThreadLocal<Actor> SAID = new ThreadLocal<>();

    private final ObjectProvider<IdentityService> identities;
    private final JdbcClient database;

    CurrentActor(ObjectProvider<IdentityService> identities, JdbcClient database) {
        this.identities = identities;
        this.database = database;
    }

    /** Lets the work be done by a rule instead of whoever happens to look. */
    public static <T> T as(Actor actor, Supplier<T> work) {
        Actor before = SAID.get();
        SAID.set(actor);
        try {
            return work.get();
        } finally {
            if (before == null) {
                SAID.remove();
            } else {
                SAID.set(before);
            }
        }
    }

    @Override
    public Actor get() {
        if (SAID.get() != null) {
            return SAID.get();
        }
        Authentication person = identities.getObject().getCurrentAuthentication();
        if (person != null && person.getUserId() != null) {
            return person(person);
        }
        return PlanStep.timer()
                .map(timer -> new Actor(Actor.Kind.TIMER, timer.element(), timer.name(), List.of()))
                .orElse(Actor.PRODUCT);
    }

    // asked of the database: the engine would hold the question against the rights of the person
    private Actor person(Authentication person) {
        String name = RecordInTransaction.name(person.getUserId(), this::nameOf);
        List<String> groups = person.getGroupIds() == null
                ? List.of()
                : person.getGroupIds().stream().sorted().toList();
        return new Actor(Actor.Kind.PERSON, person.getUserId(), name, groups);
    }

    private String nameOf(String user) {
        return database.sql("select first_, last_ from act_id_user where id_ = ?")
                .param(user)
                .query((row, i) -> name(row.getString("first_"), row.getString("last_")))
                .optional()
                .orElse("");
    }

    private static String name(String first, String last) {
        return (Optional.ofNullable(first).orElse("") + " "
                        + Optional.ofNullable(last).orElse(""))
                .strip();
    }
}
