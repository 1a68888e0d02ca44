package org.crisisplan.signals.page;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.crisisplan.crisis.Crises;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.crisis.KnownToSteps;
import org.crisisplan.signals.page.PublicVolume.Figures;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** What the form that measures the public volume starts from: what the signals say at that moment (R37). */
@Component
class KnownToVolumeSteps implements KnownToSteps {

    private static final String ASSESSMENT = "assess-crisis";
    private static final int PLATFORMS = 5;

    private final PublicVolume volume;
    private final Crises crises;
    private final MessageSource messages;

    KnownToVolumeSteps(PublicVolume volume, Crises crises, MessageSource messages) {
        this.volume = volume;
        this.crises = crises;
        this.messages = messages;
    }

    @Override
    public Map<String, Object> of(String process, @Nullable String businessKey) {
        Optional<Crisis> crisis = !process.equals(ASSESSMENT) || businessKey == null || !Crises.isNumber(businessKey)
                ? Optional.empty()
                : crises.find(businessKey);
        Map<String, Object> known = new HashMap<>();
        crisis.ifPresent(one -> {
            Figures figures = volume.figures(one);
            if (figures.isAnything()) {
                known.put("volumeMentions", figures.mentions());
                known.put("volumeNegative", figures.negative());
                known.put("volumeNegativeBefore", figures.negativeBefore());
                known.put("volumeSummary", summary(one, figures));
            }
        });
        return known;
    }

    /** On a line in English and on the next in Chinese, as the page of a task takes them apart. */
    private String summary(Crisis crisis, Figures figures) {
        StringBuilder lines = new StringBuilder();
        for (Locale language : List.of(Locale.ENGLISH, Locale.CHINESE)) {
            SignalWords words = new SignalWords(messages, language);
            lines.append(said(
                            "signals.volume.summary",
                            language,
                            figures.subjects().stream().map(words::subject).collect(Collectors.joining(", ")),
                            figures.mentions(),
                            figures.negative(),
                            figures.negativePercent(),
                            figures.mentionsBefore(),
                            figures.negativeBefore()))
                    .append('\n');
        }
        if (!figures.platforms().isEmpty()) {
            for (Locale language : List.of(Locale.ENGLISH, Locale.CHINESE)) {
                String platforms = figures.platforms().stream()
                        .limit(PLATFORMS)
                        .map(platform -> said(
                                "signals.volume.summary.platform",
                                language,
                                platform.name().isEmpty()
                                        ? messages.getMessage("signals.volume.elsewhere", null, language)
                                        : platform.name(),
                                platform.mentions(),
                                platform.negative()))
                        .collect(Collectors.joining(language.equals(Locale.CHINESE) ? "；" : "; "));
                lines.append(platforms).append('\n');
            }
        }
        for (Locale language : List.of(Locale.ENGLISH, Locale.CHINESE)) {
            lines.append(said("signals.volume.summary.page", language, "/crises/" + crisis.number() + "/volume"))
                    .append('\n');
        }
        return lines.toString().strip();
    }

    private String said(String key, Locale language, Object... values) {
        Object[] written = new Object[values.length];
        for (int i = 0; i < values.length; i++) {
            written[i] = String.valueOf(values[i]);
        }
        return messages.getMessage(key, written, language);
    }
}
