package org.crisisplan.mailing;

/** There is something to send; the sender need not find out by looking. */
record MailingOpened() {}
