package org.crisisplan.web;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * Where a request comes from, as far as limits are concerned: one address of IPv4, or one network of IPv6, within which everybody
 * has addresses without end.
 */
public record ClientAddress(String name) {

    private static final Pattern SIX = Pattern.compile("[0-9a-fA-F:.]{2,45}(%\\w+)?");
    private static final int NETWORK = 8;

    /** @param address as the server sees it */
    public static ClientAddress of(String address) {
        // anything else would be looked up as a name
        if (!address.contains(":") || !SIX.matcher(address).matches()) {
            return new ClientAddress(address);
        }
        try {
            InetAddress read = InetAddress.getByName(address.replaceFirst("%.*", ""));
            if (read instanceof Inet6Address six && !six.isLoopbackAddress()) {
                byte[] network = Arrays.copyOf(Arrays.copyOf(six.getAddress(), NETWORK), six.getAddress().length);
                return new ClientAddress(InetAddress.getByAddress(network).getHostAddress() + "/64");
            }
            return new ClientAddress(read.getHostAddress());
        } catch (UnknownHostException noAddress) {
            return new ClientAddress(address);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
