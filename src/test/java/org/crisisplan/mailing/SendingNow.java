package org.crisisplan.mailing;

import org.springframework.stereotype.Component;

/** Sends what is due, in the thread of the test, for tests of audiences. */
@Component
public class SendingNow {

    private final MailingDispatcher dispatcher;

    SendingNow(MailingDispatcher dispatcher) {
        this.dispatcher = dispatcher;
    }

    public void send() {
        dispatcher.sendDue();
    }
}
