package org.crisisplan.signals.channel.reports;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Tells visitors apart without knowing who they are. */
class Visitors {

    private static final Pattern ADDRESS = Pattern.compile("[0-9a-fA-F:.]{2,45}(%\\w+)?");
    private static final int NETWORK_OF_SIX = 8;
    private static final int BYTES_KEPT = 16;

    private final SecretHash hash;

    Visitors(String secret) {
        this.hash = new SecretHash(secret, "visitor");
    }

    /** @param address as the server sees it; of IPv6 the network counts, for within it everybody has addresses without end */
    String nameFor(String address) {
        byte[] hashed = hash.of(counted(address));
        return HexFormat.of().formatHex(Arrays.copyOf(hashed, BYTES_KEPT));
    }

    private static String counted(String address) {
        // anything else would be looked up as a name
        if (address.contains(":") && ADDRESS.matcher(address).matches()) {
            try {
                InetAddress six = InetAddress.getByName(address);
                return six instanceof Inet6Address
                        ? HexFormat.of().formatHex(six.getAddress(), 0, NETWORK_OF_SIX)
                        : six.getHostAddress();
            } catch (UnknownHostException noAddress) {
                return address;
            }
        }
        return address;
    }
}
