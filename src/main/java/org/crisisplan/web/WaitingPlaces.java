package org.crisisplan.web;

import java.util.HashMap;
import java.util.Map;

/** How many requests are being waited for at this moment: of one address, and of all, so that other requests find a thread. */
class WaitingPlaces {

    private final int ofAnAddress;
    private final int together;
    private final Map<ClientAddress, Integer> taken = new HashMap<>();
    private int all;

    WaitingPlaces(int ofAnAddress, int together) {
        this.ofAnAddress = ofAnAddress;
        this.together = together;
    }

    /** @return whether there was one */
    synchronized boolean take(ClientAddress from) {
        if (!areThere(from)) {
            return false;
        }
        taken.merge(from, 1, Integer::sum);
        all++;
        return true;
    }

    /** Whether there is one for that address. */
    synchronized boolean areThere(ClientAddress from) {
        return taken.getOrDefault(from, 0) < ofAnAddress && all < together;
    }

    synchronized void leave(ClientAddress from) {
        taken.computeIfPresent(from, (origin, own) -> own == 1 ? null : own - 1);
        all--;
    }
}
