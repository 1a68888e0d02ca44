package org.crisisplan.signals.outbound;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/**
 * Tells the web from the house: a name is looked up once, and the connection goes to exactly the addresses that were found good.
 * One bad address among several is enough to refuse them all, or a name could point to both.
 */
class PublicAddressResolver implements DnsResolver {

    private static final Pattern ENDS_IN_A_NUMBER = Pattern.compile("(^|\\.)(\\d+|0[xX][0-9a-fA-F]*)\\.?$");
    private static final Pattern ADDRESS = Pattern.compile("(0|[1-9]\\d{0,2})(\\.(0|[1-9]\\d{0,2})){3}");

    private final DnsResolver lookUp;
    private final Set<String> allowed;

    PublicAddressResolver(Set<String> allowed) {
        this(allowed, SystemDefaultDnsResolver.INSTANCE);
    }

    PublicAddressResolver(Set<String> allowed, DnsResolver lookUp) {
        this.allowed =
                allowed.stream().map(host -> host.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
        this.lookUp = lookUp;
    }

    /** What can be seen without asking for the name's address. */
    void check(URI address) throws AddressRefused {
        String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new AddressRefused("Only addresses with http or https are asked, not '" + shown(address) + "'");
        }
        if (address.getHost() == null || address.getHost().isEmpty() || address.getUserInfo() != null) {
            throw new AddressRefused("'" + shown(address) + "' names no host, or a person");
        }
        if (ENDS_IN_A_NUMBER.matcher(address.getHost()).find()
                && !ADDRESS.matcher(address.getHost()).matches()) {
            throw new AddressRefused("'" + shown(address) + "' is a number that everybody reads differently");
        }
    }

    boolean isAllowed(String host) {
        return allowed.contains(bare(host));
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] found = lookUp.resolve(host);
        if (!isAllowed(host) && !Arrays.stream(found).allMatch(PublicAddressResolver::isPublic)) {
            throw new Refused("The host '" + host + "' is in a private network; to ask it all the same, name it in "
                    + "crisis-plan.signals.outbound.allowed-hosts");
        }
        return found;
    }

    @Override
    public String resolveCanonicalHostname(String host) throws UnknownHostException {
        return lookUp.resolveCanonicalHostname(host);
    }

    /** Refused while connecting, where only this kind of fault may be thrown. */
    static class Refused extends UnknownHostException {

        Refused(String message) {
            super(message);
        }
    }

    static boolean isPublic(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        return address instanceof Inet4Address four ? isPublic(four.getAddress()) : isPublic((Inet6Address) address);
    }

    private static boolean isPublic(byte[] four) {
        int a = four[0] & 0xff;
        int b = four[1] & 0xff;
        int c = four[2] & 0xff;
        boolean shared = a == 100 && b >= 64 && b < 128;
        boolean special = a == 192 && b == 0 && (c == 0 || c == 2) || a == 192 && b == 88 && c == 99;
        boolean trial = a == 198 && (b == 18 || b == 19 || b == 51 && c == 100) || a == 203 && b == 0 && c == 113;
        return a != 0 && a != 10 && a != 127 && a < 224 && !shared && !special && !trial;
    }

    /** Only what is given out as unicast, and nothing that carries an IPv4 address in disguise. */
    private static boolean isPublic(Inet6Address address) {
        byte[] six = address.getAddress();
        int first = (six[0] & 0xff) << 8 | six[1] & 0xff;
        int second = (six[2] & 0xff) << 8 | six[3] & 0xff;
        boolean unicast = (first & 0xe000) == 0x2000;
        boolean sixToFour = first == 0x2002;
        boolean tunnelOrTrial = first == 0x2001 && (second < 0x0200 || second == 0x0db8);
        return unicast && !sixToFour && !tunnelOrTrial;
    }

    private static String bare(String host) {
        String small = host.toLowerCase(Locale.ROOT);
        return small.startsWith("[") && small.endsWith("]") ? small.substring(1, small.length() - 1) : small;
    }

    private static String shown(URI address) {
        return address.getScheme() + "://" + address.getHost();
    }
}
