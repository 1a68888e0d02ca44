package org.crisisplan.notify.chat;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A chat service did not take a message. Never names the address, which is a secret. */
public class ChatFailure extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final boolean forGood;
    private final String reason;
    private final transient @Nullable Duration notWithin;

    private ChatFailure(boolean forGood, String reason, @Nullable Duration notWithin) {
        super(reason);
        this.forGood = forGood;
        this.reason = reason;
        this.notWithin = notWithin;
    }

    /** To say it again unchanged is useless: the message, the address or the signature is refused. */
    static ChatFailure refused(String reason) {
        return new ChatFailure(true, reason, null);
    }

    /** Later it may go. */
    static ChatFailure later(String reason) {
        return new ChatFailure(false, reason, null);
    }

    /** Too much was said. @param pause how long the service wants to be left alone, if it says so */
    static ChatFailure tooMuch(String reason, @Nullable Duration pause) {
        return new ChatFailure(false, reason, pause);
    }

    public boolean isForGood() {
        return forGood;
    }

    public String reason() {
        return reason;
    }

    public @Nullable Duration notWithin() {
        return notWithin;
    }
}
