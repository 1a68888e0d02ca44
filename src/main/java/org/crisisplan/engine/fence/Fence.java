package org.crisisplan.engine.fence;

import java.util.Set;
import java.util.function.Supplier;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.crisisplan.engine.fence.Acts.Act;

/**
 * Stands before every command that a person has the engine carry out, and refuses what the table of acts does not let that person do.
 * It refuses before the engine has begun anything, so a refusal changes nothing: no counter, no retry, no row. What the engine and the
 * diagrams do in the course of an act that was let through is not asked about again; neither is what jobs and the product do by
 * themselves, when nobody is logged in.
 */
class Fence extends CommandInterceptor {

    private static final ThreadLocal<Boolean> INSIDE = ThreadLocal.withInitial(() -> false);

    private final Acts acts;
    private final Supplier<IdentityService> identities;
    private final Interventions interventions;

    Fence(Acts acts, Supplier<IdentityService> identities, Interventions interventions) {
        this.acts = acts;
        this.identities = identities;
        this.interventions = interventions;
    }

    @Override
    public <T> T execute(Command<T> command) {
        Authentication person = identities.get().getCurrentAuthentication();
        if (INSIDE.get() || person == null || command instanceof WrappingCommand) {
            return next.execute(command);
        }
        Act act = admitted(command, person);
        INSIDE.set(true);
        try {
            if (act.onlyOnOffered(Role.of(person.getGroupIds()))) {
                return next.execute(TaskOffer.required(command, person));
            }
            return next.execute(act.logged() ? interventions.logged(command, act.name()) : command);
        } finally {
            INSIDE.remove();
        }
    }

    private Act admitted(Command<?> command, Authentication person) {
        String name = nameOf(command);
        Set<Role> roles = Role.of(person.getGroupIds());
        Act act = acts.of(name)
                .orElseThrow(() -> new AuthorizationException(
                        "This product does not offer " + name + " to anybody. Nothing was changed."));
        if (act.roles().stream().noneMatch(roles::contains)) {
            throw new AuthorizationException("'" + person.getUserId() + "' may not: " + act.name() + " ("
                    + (act.roles().isEmpty() ? "nobody may" : "allowed: " + words(act.roles()))
                    + "). Nothing was changed.");
        }
        return act;
    }

    static String nameOf(Command<?> command) {
        return command instanceof OfferedAct<?> offered
                ? offered.name()
                : command.getClass().getSimpleName();
    }

    private static String words(Set<Role> roles) {
        return String.join(
                ", ",
                roles.stream()
                        .filter(role -> role != Role.NOBODY)
                        .map(role -> role.name().toLowerCase(java.util.Locale.ROOT))
                        .toList());
    }
}
