package org.crisisplan.publish;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The enabled channels by their names. */
@Component
class Channels {

    private final TreeMap<String, PublicChannel> byName;

    Channels(List<PublicChannel> enabled) {
        this.byName = enabled.stream()
                .collect(Collectors.toMap(
                        PublicChannel::name,
                        Function.identity(),
                        (one, other) -> {
                            throw new IllegalStateException("Two channels are called " + one.name());
                        },
                        TreeMap::new));
    }

    List<String> names() {
        return List.copyOf(byName.keySet());
    }

    Optional<PublicChannel> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }
}
