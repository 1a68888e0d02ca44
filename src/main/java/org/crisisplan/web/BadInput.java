package org.crisisplan.web;

import java.sql.SQLException;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.impl.form.validator.FormFieldValidationException;
import org.camunda.bpm.engine.rest.exception.RestException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * Why the engine failed when what was sent made no sense: a field that is not there, a thing that does not exist, a value that fits
 * nowhere. What goes wrong while a process is moving on is no such thing; neither is a database that does not answer.
 */
record BadInput(
        HttpStatus status, String sentence, @Nullable String retryAfter) {

    private static final String INCOMPLETE =
            "The request lacks something that is needed here, or has something in a place where it makes no sense."
                    + " Nothing was changed.";

    /** Programs fall over these when they are given nothing, or something else than they expect. */
    private static final List<Class<? extends RuntimeException>> STUMBLES = List.of(
            NullPointerException.class,
            IllegalArgumentException.class,
            ClassCastException.class,
            IndexOutOfBoundsException.class,
            NoSuchElementException.class,
            DateTimeException.class,
            ArithmeticException.class);

    private static final List<String> MOVING_ON = List.of(
            "org.camunda.bpm.engine.impl.pvm.",
            "org.camunda.bpm.engine.impl.bpmn.behavior.",
            "org.camunda.bpm.engine.impl.jobexecutor.");

    private BadInput(HttpStatus status, String sentence) {
        this(status, sentence, null);
    }

    static Optional<BadInput> in(Throwable fault) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable one = fault; one != null && !chain.contains(one); one = one.getCause()) {
            chain.add(one);
        }
        return chain.stream()
                .map(BadInput::known)
                .filter(Objects::nonNull)
                .findFirst()
                .or(() -> atTheRoot(fault, chain.get(chain.size() - 1)));
    }

    private static @Nullable BadInput known(Throwable fault) {
        if (fault instanceof FormFieldValidationException refused) {
            return new BadInput(HttpStatus.BAD_REQUEST, String.valueOf(refused.getMessage()));
        }
        if (fault instanceof TooManyRequests tooMany) {
            return new BadInput(HttpStatus.TOO_MANY_REQUESTS, String.valueOf(tooMany.getMessage()), tooMany.seconds());
        }
        if (fault instanceof OptimisticLockingException) {
            return new BadInput(
                    HttpStatus.CONFLICT,
                    "Somebody else changed this at the same moment. Nothing of yours was changed; look at it again.");
        }
        return fault instanceof SQLException refused && refused.getSQLState() != null
                ? ofTheDatabase(refused.getSQLState())
                : null;
    }

    private static @Nullable BadInput ofTheDatabase(String state) {
        if (state.startsWith("22")) {
            return new BadInput(
                    HttpStatus.BAD_REQUEST,
                    "Something in the request is too long or holds characters that cannot be kept. Nothing was changed.");
        }
        return state.startsWith("23")
                ? new BadInput(
                        HttpStatus.CONFLICT,
                        "There is one of that name already, or it is still in use. Nothing was changed.")
                : null;
    }

    private static Optional<BadInput> atTheRoot(Throwable fault, Throwable root) {
        if (isMovingOn(root)) {
            return Optional.empty();
        }
        if (STUMBLES.stream().anyMatch(stumble -> stumble.isInstance(root))) {
            return Optional.of(new BadInput(HttpStatus.BAD_REQUEST, INCOMPLETE));
        }
        return root instanceof ProcessEngineException || root instanceof RestException
                ? Optional.of(new BadInput(
                        HttpStatus.BAD_REQUEST, Objects.requireNonNullElse(fault.getMessage(), INCOMPLETE)))
                : Optional.empty();
    }

    /** Whether it happened inside a step of a process; below that are the frames of the request. */
    private static boolean isMovingOn(Throwable root) {
        return Arrays.stream(root.getStackTrace())
                .map(StackTraceElement::getClassName)
                .takeWhile(type -> !type.startsWith("org.glassfish.jersey"))
                .anyMatch(type -> MOVING_ON.stream().anyMatch(type::startsWith));
    }
}
