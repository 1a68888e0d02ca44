package org.crisisplan.mailing;

import org.springframework.stereotype.Component;

/** Tests of other modules have sent what is due, in their own thread. */
@Component
public class SendsMailings {

    private final MailingDispatcher dispatcher;

    SendsMailings(MailingDispatcher dispatcher) {
        this.dispatcher = dispatcher;
    }

    public void now() {
        dispatcher.sendDue();
    }
}
