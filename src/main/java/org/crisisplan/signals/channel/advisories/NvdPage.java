package org.crisisplan.signals.channel.advisories;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One page of the NVD's answer (CVE API 2.0).
 *
 * @param next where the next one begins; 0 when this was the last
 */
record NvdPage(List<Vulnerability> vulnerabilities, int next) {

    /** The newest way to score first; of each, the NVD's own opinion before others'. */
    private static final List<String> SCORES =
            List.of("cvssMetricV40", "cvssMetricV31", "cvssMetricV30", "cvssMetricV2");

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]{0,59}");
    private static final String DETAIL = "https://nvd.nist.gov/vuln/detail/";
    private static final int PARTS_OF_A_PRODUCT = 5;

    static NvdPage read(JsonNode answer) throws IOException {
        JsonNode all = answer.path("vulnerabilities");
        if (!all.isArray()) {
            throw new IOException("The NVD answers without 'vulnerabilities'");
        }
        List<Vulnerability> read = new ArrayList<>();
        for (JsonNode one : all) {
            JsonNode cve = one.path("cve");
            boolean withdrawn = cve.path("vulnStatus").asText("").equalsIgnoreCase("Rejected");
            if (ID.matcher(cve.path("id").asText("")).matches() && !withdrawn) {
                read.add(vulnerability(cve));
            }
        }
        int end = answer.path("startIndex").asInt() + all.size();
        boolean more = !all.isEmpty() && end < answer.path("totalResults").asInt();
        return new NvdPage(read, more ? end : 0);
    }

    private static Vulnerability vulnerability(JsonNode cve) {
        String id = cve.path("id").asText();
        String text = description(cve.path("descriptions"));
        List<String> products = products(cve.path("configurations"));
        return new Vulnerability(
                id,
                text,
                // not analysed yet: its words must do
                products.isEmpty() ? List.of(text) : products,
                score(cve.path("metrics")),
                DETAIL + id,
                moment(cve.path("published").asText("")));
    }

    private static String description(JsonNode descriptions) {
        String first = "";
        for (JsonNode description : descriptions) {
            String value = description.path("value").asText("");
            if (description.path("lang").asText("").equals("en")) {
                return value;
            }
            first = first.isEmpty() ? value : first;
        }
        return first;
    }

    /** Of what is vulnerable itself, not of what it runs on; without versions, of which there may be hundreds. */
    private static List<String> products(JsonNode configurations) {
        Set<String> products = new LinkedHashSet<>();
        for (JsonNode match : configurations.findValues("cpeMatch")) {
            for (JsonNode cpe : match) {
                if (cpe.path("vulnerable").asBoolean(true)) {
                    String[] parts = cpe.path("criteria").asText("").split("(?<!\\\\):");
                    products.add(String.join(":", Arrays.copyOf(parts, Math.min(parts.length, PARTS_OF_A_PRODUCT))));
                }
            }
        }
        products.remove("");
        return List.copyOf(products);
    }

    private static @Nullable Double score(JsonNode metrics) {
        for (String way : SCORES) {
            Double others = null;
            for (JsonNode metric : metrics.path(way)) {
                JsonNode score = metric.path("cvssData").path("baseScore");
                if (score.isNumber() && metric.path("type").asText("").equals("Primary")) {
                    return score.asDouble();
                }
                if (score.isNumber() && others == null) {
                    others = score.asDouble();
                }
            }
            if (others != null) {
                return others;
            }
        }
        return null;
    }

    /** UTC, though it does not say so. */
    private static @Nullable Instant moment(String said) {
        try {
            return LocalDateTime.parse(said).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException withZone) {
            try {
                return OffsetDateTime.parse(said).toInstant();
            } catch (DateTimeException none) {
                return null;
            }
        }
    }
}
