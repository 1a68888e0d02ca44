package org.crisisplan.notify;

import java.time.Instant;

/** How an attempt to send a mail ended. */
sealed interface Attempt {

    /** Nothing is left to do: sent, refused for good, or kept until there is a mail server. */
    record Over() implements Attempt {}

    /** The mail server could not be reached or asked for patience. */
    record TryAgain(Instant at) implements Attempt {}

    /** The time to try is over; a person must look. */
    record GivenUp(String reason) implements Attempt {}
}
