package org.crisisplan.signals.outbound;

import java.io.IOException;
import org.crisisplan.signals.outbound.OutboundHttpClient.Response;

/** A service that was asked refuses, or is in trouble itself. */
public class UnexpectedStatus extends IOException {

    private final int status;

    UnexpectedStatus(Response answer) {
        super("'%s' answers with status %d".formatted(answer.address().getHost(), answer.status())
                + switch (answer.status()) {
                    case 401, 403 -> ": it does not know our name, key or token";
                    case 404, 410 -> ": there is nothing at this address";
                    case 429 -> ": it was asked too often, and is left alone for a while";
                    default -> "";
                });
        this.status = answer.status();
    }

    public int status() {
        return status;
    }
}
