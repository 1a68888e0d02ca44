package org.crisisplan.signals.intake;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.crisisplan.signals.Signal;
import org.crisisplan.signals.SourceFormat;
import org.crisisplan.signals.source.SourceSettings;
import org.crisisplan.signals.source.SourceSettings.Source;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Who may post signals: the configured sources that have a key or a secret, and prove it. */
@Component
class SourceAuthenticationRegistry {

    private static final String BEARER = "bearer ";

    private final Map<String, Known> known = new TreeMap<>();
    private final Clock clock;

    SourceAuthenticationRegistry(SourceSettings settings, List<SourceFormat> formats, Clock clock) {
        this.clock = clock;
        List<String> words = formats.stream().map(SourceFormat::name).sorted().toList();
        settings.sources().forEach((name, source) -> {
            if (!words.contains(source.format())) {
                throw new IllegalArgumentException("crisis-plan.signals.sources.%s.format is '%s'; it must be one of %s"
                        .formatted(name, source.format(), String.join(", ", words)));
            }
            if (source.isOpen()) {
                known.put(name, Known.of(name, source));
            }
        });
        noneIsMistakenForAnother();
    }

    /** A source with its keys hashed, so that all comparisons take the same time. */
    private record Known(String name, Source settings, List<byte[]> keys, List<byte[]> secrets) {

        static Known of(String name, Source settings) {
            return new Known(
                    name,
                    settings,
                    settings.keys().stream()
                            .map(SourceAuthenticationRegistry::hash)
                            .toList(),
                    settings.signingSecrets().stream().map(Source::bytesOf).toList());
        }

        boolean has(byte[] key) {
            boolean found = false;
            for (byte[] one : keys) {
                found |= MessageDigest.isEqual(one, key);
            }
            return found;
        }
    }

    /** Where a request does not name its source, its key does. */
    private void noneIsMistakenForAnother() {
        Map<String, String> owners = new HashMap<>();
        known.values().stream().filter(one -> isPlain(one)).forEach(one -> {
            List<String> own = new ArrayList<>(one.settings().keys());
            own.addAll(one.settings().signingSecrets());
            own.forEach(key -> {
                String other = owners.putIfAbsent(key, one.name());
                if (other != null && !other.equals(one.name())) {
                    throw new IllegalArgumentException(
                            "The sources of signals '%s' and '%s' have the same key".formatted(other, one.name()));
                }
            });
        });
    }

    /** What a request says about who sends it, before its body is read. */
    record Claim(@Nullable String source, @Nullable String authorization, SignedWebhook webhook) {}

    /** Whether reading the body can still make this somebody known. */
    boolean mayBeKnown(Claim claim) {
        return !withKey(claim).isEmpty()
                || claim.webhook().isTimely(clock.instant())
                        && candidates(claim).stream()
                                .anyMatch(one -> !one.secrets().isEmpty());
    }

    Optional<SourceAuthentication> known(Claim claim, byte[] body) {
        String id = claim.webhook().id().isEmpty() ? null : claim.webhook().id();
        List<Known> found = new ArrayList<>(withKey(claim));
        if (found.isEmpty() && claim.webhook().isTimely(clock.instant())) {
            candidates(claim).stream()
                    .filter(one -> claim.webhook().isSignedBy(one.secrets(), body))
                    .forEach(found::add);
        }
        return found.stream().findFirst().map(one -> new SourceAuthentication(one.name(), one.settings(), id));
    }

    private List<Known> withKey(Claim claim) {
        String authorization = claim.authorization();
        if (authorization == null || !authorization.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
            return List.of();
        }
        byte[] key = hash(authorization.substring(BEARER.length()).strip());
        List<Known> found = new ArrayList<>();
        for (Known one : candidates(claim)) {
            if (one.has(key)) {
                found.add(one);
            }
        }
        return found;
    }

    private List<Known> candidates(Claim claim) {
        if (claim.source() == null) {
            return known.values().stream()
                    .filter(SourceAuthenticationRegistry::isPlain)
                    .toList();
        }
        Known named = known.get(claim.source());
        return named == null ? List.of() : List.of(named);
    }

    private static boolean isPlain(Known one) {
        return one.settings().format().equals(PlainFormat.NAME);
    }

    private static byte[] hash(String key) {
        return Signal.hash(key).getBytes(StandardCharsets.US_ASCII);
    }
}
