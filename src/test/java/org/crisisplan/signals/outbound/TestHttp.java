package org.crisisplan.signals.outbound;

import java.util.Set;

/** The guarded way out, for tests of channels that ask a server of their own. */
public final class TestHttp {

    private TestHttp() {}

    /** Guarded as always, but for these hosts in a private network. */
    public static OutboundHttpClient to(String... allowedHosts) {
        return new OutboundHttpClient(new PublicAddressResolver(Set.of(allowedHosts)));
    }
}
