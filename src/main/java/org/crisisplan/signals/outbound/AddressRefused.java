package org.crisisplan.signals.outbound;

import java.io.IOException;

/** The product does not ask this address: it lies in a private network, or is none of the web. */
public class AddressRefused extends IOException {

    AddressRefused(String message) {
        super(message);
    }
}
