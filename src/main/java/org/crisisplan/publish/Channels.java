package org.crisisplan.publish;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The channels that are there: our own, and the accounts that the operator has configured. */
@Component
class Channels {

    private final Map<String, PublicChannel> byName = new TreeMap<>();
    private final Set<String> services;

    Channels(List<PublicChannel> own, List<ChannelService> services, ChannelSettings settings) {
        own.forEach(this::add);
        Map<String, ChannelService> offered =
                services.stream().collect(Collectors.toMap(ChannelService::name, Function.identity()));
        this.services = Set.copyOf(offered.keySet());
        settings.channels().forEach((name, account) -> {
            ChannelService service = account.service() == null ? null : offered.get(account.service());
            if (service == null) {
                throw new IllegalArgumentException("crisis-plan.publish.channels.%s.service is one of %s, not '%s'"
                        .formatted(
                                name,
                                String.join(
                                        ", ", offered.keySet().stream().sorted().toList()),
                                account.service()));
            }
            add(service.open(ChannelSettings.plain(name), account));
        });
    }

    private void add(PublicChannel channel) {
        if (byName.put(ChannelSettings.plain(channel.name()), channel) != null) {
            throw new IllegalStateException("Two channels are called " + channel.name());
        }
    }

    List<String> names() {
        return byName.values().stream()
                .filter(PublicChannel::hasAudience)
                .map(PublicChannel::name)
                .toList();
    }

    List<String> ownNames() {
        return byName.values().stream()
                .filter(channel -> channel.isOurOwn() && channel.hasAudience())
                .map(PublicChannel::name)
                .toList();
    }

    Collection<PublicChannel> ofOthers() {
        return byName.values().stream().filter(channel -> !channel.isOurOwn()).toList();
    }

    /** However the table writes it. */
    Optional<PublicChannel> named(String name) {
        return Optional.ofNullable(byName.get(ChannelSettings.plain(name)));
    }

    /**
     * Whether nobody would hear it: it is called like a service that the product can speak to, and the operator has configured no account
     * of that name; or it is an audience of ours that has no members.
     */
    boolean isSwitchedOff(String name) {
        return named(name)
                .map(channel -> !channel.hasAudience())
                .orElseGet(() -> services.contains(ChannelSettings.plain(name)));
    }
}
