package org.crisisplan.publish.remote;

import org.crisisplan.publish.Answer;
import org.crisisplan.publish.Answer.InDoubt;
import org.crisisplan.publish.Answer.TryAgain;

/** A service did not answer. Never names secrets. */
public class NoReply extends Exception {

    private static final long serialVersionUID = 1;

    private final boolean sent;

    NoReply(boolean sent, String reason) {
        super(reason);
        this.sent = sent;
    }

    /** Whether the service may have done what it was asked for. */
    public boolean mayHaveArrived() {
        return sent;
    }

    /** What that means, if the request would have published something. */
    public Answer asAnswer(String who) {
        return sent
                ? new InDoubt(
                        "%s was sent the post, and there is no answer (%s). 帖子已发出，未收到答复。".formatted(who, getMessage()))
                : notSent(who);
    }

    /** What that means, if the request would not have published anything. */
    public Answer notSent(String who) {
        return new TryAgain("%s cannot be reached (%s). 无法连接渠道。".formatted(who, getMessage()), null);
    }
}
