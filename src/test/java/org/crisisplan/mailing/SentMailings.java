package org.crisisplan.mailing;

import org.springframework.stereotype.Component;

/** Tells people outside when a test says so: a bean of the shared test application. */
@Component
public class SentMailings {

    private final MailingDispatcher dispatcher;

    SentMailings(MailingDispatcher dispatcher) {
        this.dispatcher = dispatcher;
    }

    /** What is due now, over the mail server of the tests. */
    public void deliver() {
        dispatcher.sendDue();
    }
}
