package org.crisisplan.mailing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How one attempt to tell one person ended. */
sealed interface Outcome {

    /** The server or service took it. */
    record Taken() implements Outcome {}

    /** It is certain that nobody was told, and later they may be. @param notBefore when the server wants to be asked again */
    record Later(
            @Nullable String status, String why, @Nullable Instant notBefore) implements Outcome {}

    /** It will not take it, however often it is asked. */
    record Refused(@Nullable String status, String why) implements Outcome {}

    /** It was handed over, and there is no answer, or none that says whether it was taken. */
    record Unknown(String why) implements Outcome {}
}
