package org.crisisplan.signals.source;

import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How signals come in.
 *
 * @param sources by their names: who may post signals, and how
 */
@ConfigurationProperties("crisis-plan.signals")
public record SourceSettings(@DefaultValue Map<String, Source> sources) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,59}");

    public SourceSettings {
        sources.keySet().stream()
                .filter(name -> !NAME.matcher(name).matches())
                .findFirst()
                .ifPresent(name -> {
                    throw new IllegalArgumentException("crisis-plan.signals.sources." + name
                            + ": a source's name is small letters, digits and '-'");
                });
    }

    /**
     * One sender.
     *
     * @param format how it writes: {@code plain}, or one of the connectors' formats
     * @param keys the bearer keys it may use; several at once while they are being changed
     * @param signingSecrets secrets of Standard Webhooks, {@code whsec_} and base64; several at once while they are being changed
     * @param perMinute how many requests a minute
     * @param silentAfter after so long without a word its silence is a signal
     */
    public record Source(
            @DefaultValue("plain") String format,
            @DefaultValue List<String> keys,
            @DefaultValue List<String> signingSecrets,
            @DefaultValue("6000") int perMinute,
            @Nullable Duration silentAfter) {

        public Source {
            if (keys.stream().anyMatch(key -> key.length() < 4)) {
                throw new IllegalArgumentException("A key of a source of signals needs at least 4 characters");
            }
            signingSecrets.forEach(Source::bytesOf);
            if (perMinute < 1) {
                throw new IllegalArgumentException("per-minute of a source of signals must be at least 1");
            }
        }

        /** Nobody gets in without a key or a secret. */
        public boolean isOpen() {
            return !keys.isEmpty() || !signingSecrets.isEmpty();
        }

        public static byte[] bytesOf(String secret) {
            if (!secret.startsWith("whsec_")) {
                throw new IllegalArgumentException("A signing secret of a source of signals begins with whsec_");
            }
            try {
                byte[] bytes = Base64.getDecoder().decode(secret.substring("whsec_".length()));
                if (bytes.length < 16) {
                    throw new IllegalArgumentException("too short");
                }
                return bytes;
            } catch (IllegalArgumentException noBase64) {
                throw new IllegalArgumentException(
                        "A signing secret of a source of signals is whsec_ and base64 of at least 16 bytes");
            }
        }

        /** Without the secrets. */
        @Override
        public String toString() {
            return "Source[format=%s, keys=%d, signingSecrets=%d, perMinute=%d, silentAfter=%s]"
                    .formatted(format, keys.size(), signingSecrets.size(), perMinute, silentAfter);
        }
    }
}
