package org.crisisplan.signals.channel.reports;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.crisisplan.signals.Signal;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The form for users' reports. Behind a proxy, {@code server.forward-headers-strategy} must be {@code native}, or all visitors look
 * like one and have to share what one may send.
 *
 * @param enabled whether there is one
 * @param secret salts the hashes of addresses and signs the form; the same on all nodes, at least 16 characters
 * @param organisation whose form it is, as its users know it
 * @param features what users may say does not work, in the order of the page
 * @param perMinute how many reports are taken from one address in a minute
 * @param allPerMinute how many are taken from everybody together, on each node
 * @param tooFast nobody reads and fills in the form sooner
 * @param tooOld the form is asked for again after this
 */
@ConfigurationProperties("crisis-plan.signals.reports")
record ReportSettings(
        @DefaultValue("false") boolean enabled,
        @DefaultValue("") String secret,
        @DefaultValue("") String organisation,
        @DefaultValue Map<String, Feature> features,
        @DefaultValue("5") int perMinute,
        @DefaultValue("1200") int allPerMinute,
        @DefaultValue("2s") Duration tooFast,
        @DefaultValue("2h") Duration tooOld) {

    private static final int SHORTEST_SECRET = 16;

    ReportSettings {
        if (enabled) {
            needs(
                    secret.length() >= SHORTEST_SECRET,
                    "needs a secret of at least %d characters".formatted(SHORTEST_SECRET));
            needs(!features.isEmpty(), "needs at least one of features");
            needs(
                    perMinute >= 1 && allPerMinute >= perMinute,
                    "per-minute must be at least 1, and all-per-minute no less");
            needs(!tooFast.isNegative() && tooFast.compareTo(tooOld) < 0, "too-fast must be shorter than too-old");
            features.forEach((name, feature) -> {
                needs(
                        name.matches("[a-z0-9-]{1,60}"),
                        "a feature's name is small letters, digits and '-', not " + name);
                needs(
                        Signal.subjectOf(feature.subject()).equals(feature.subject())
                                && !feature.subject().isEmpty(),
                        "features." + name + ".subject must be words of small letters and digits, joined by '-'");
                needs(
                        feature.metric() == null || feature.metric().matches("[a-z0-9][a-z0-9_.-]{0,79}"),
                        "features." + name + ".metric must be small letters, digits, '_', '.' and '-'");
                needs(!feature.en().isBlank() && !feature.zh().isBlank(), "features." + name + " needs en and zh");
            });
        }
    }

    private static void needs(boolean fulfilled, String otherwise) {
        if (!fulfilled) {
            throw new IllegalArgumentException("crisis-plan.signals.reports: " + otherwise);
        }
    }

    /**
     * Something that may not work.
     *
     * @param subject what reports of it are about; the table {@code activeUsers} knows how many use it
     * @param metric what is wrong with it
     * @param en as the English page calls it
     * @param zh as the Chinese page calls it
     */
    record Feature(
            @DefaultValue("") String subject,
            @Nullable String metric,
            @DefaultValue("") String en,
            @DefaultValue("") String zh) {

        String label(Locale locale) {
            return locale.equals(Locale.CHINESE) ? zh : en;
        }
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "ReportSettings[enabled=%s, features=%s, perMinute=%d, allPerMinute=%d]"
                .formatted(enabled, features.keySet(), perMinute, allPerMinute);
    }
}
