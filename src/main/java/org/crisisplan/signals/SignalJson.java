package org.crisisplan.signals;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;

/** Reads JSON of strangers: not nested deeply, no endless numbers or texts, no field twice, nothing behind the end. */
public final class SignalJson {

    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(50)
                            .maxNumberLength(100)
                            .maxStringLength(64 * 1024)
                            .maxNameLength(1024)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private SignalJson() {}

    /** @throws InvalidSignal when it is no JSON, or more than anybody sends in earnest */
    public static JsonNode read(byte[] body) {
        try {
            JsonNode read = JSON.readTree(body);
            if (read == null || read.isMissingNode()) {
                throw new InvalidSignal("body", "must not be empty");
            }
            return read;
        } catch (JsonProcessingException notReadable) {
            var at = notReadable.getLocation();
            String where = at == null ? "" : " (line %d, column %d)".formatted(at.getLineNr(), at.getColumnNr());
            throw new InvalidSignal("body", "must be JSON that is neither broken nor nested deeper than 50" + where);
        } catch (IOException unreadable) {
            throw new InvalidSignal("body", "must be JSON in UTF-8");
        }
    }
}
