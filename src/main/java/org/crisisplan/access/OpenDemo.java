package org.crisisplan.access;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** The demonstration was asked to listen where others can reach it; it does not start. */
class OpenDemo extends IllegalStateException {

    private OpenDemo(String where) {
        super("The profile 'demo' has people whose passwords everyone knows, so it listens on this machine only, but "
                + where + ". Set server.address to 127.0.0.1, or start without the profile 'demo'.");
    }

    static void refuse(@Nullable InetAddress address) {
        if (address == null) {
            throw new OpenDemo("server.address is empty, which means every address of this machine");
        }
        if (!address.isLoopbackAddress()) {
            throw new OpenDemo("server.address is " + address.getHostAddress());
        }
    }
}
