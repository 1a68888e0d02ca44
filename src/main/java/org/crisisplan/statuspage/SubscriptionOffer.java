package org.crisisplan.statuspage;

/** Whoever tells readers of what is published; the page leads to {@code /subscribe} while it is offered. */
public interface SubscriptionOffer {

    boolean isOffered();
}
