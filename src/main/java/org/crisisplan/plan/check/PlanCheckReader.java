package org.crisisplan.plan.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.xml.ModelException;
import org.camunda.bpm.model.xml.impl.util.ModelIoException;
import org.crisisplan.decision.DmnSchemas;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.xml.sax.SAXException;

/**
 * Reads the files of a plan. A file that was read before with the same content is not read again: whoever deploys changes one file of
 * many, and Camunda Modeler waits five seconds for the answer.
 */
class PlanCheckReader {

    /** Those of the plan that runs and of a few drafts. */
    private static final int MOST_REMEMBERED = 150;

    private static final Pattern MISSING = Pattern.compile("IDREF '([^']+)'");

    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(
                    DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                    DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

    private static final BpmnReader BPMN = new BpmnReader();

    static {
        DmnSchemas.readOnce();
    }

    private final PlanCheckSafety safety;
    private final Map<Content, ReadFile> remembered = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Content, ReadFile> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    /**
     * What a file holds, as far as it can be read.
     *
     * @param model the diagram, table or form; null if it cannot be read, or not be looked at
     * @param ids what a file in another dialect defines
     */
    record ReadFile(@Nullable Object model, Set<String> ids, PlanCheckReport report) {}

    private record Content(String file, ByteBuffer bytes) {}

    PlanCheckReader(PlanCheckVocabulary vocabulary) {
        this.safety = new PlanCheckSafety(vocabulary);
    }

    ReadFile read(String file, byte[] content) {
        return remembered.computeIfAbsent(
                new Content(file, ByteBuffer.wrap(content)), first -> readAnew(file, content, new PlanCheckReport()));
    }

    private ReadFile readAnew(String file, byte[] content, PlanCheckReport report) {
        if (file.endsWith(".form")) {
            return new ReadFile(form(file, content, report), Set.of(), report);
        }
        Optional<Document> dialect = inAnotherDialect(file, content, report);
        if (dialect.isPresent()) {
            return new ReadFile(null, PlanCheckDialect.ids(dialect.get()), report);
        }
        if (!safety.check(file, content, report)) {
            return new ReadFile(null, Set.of(), report);
        }
        Object model = file.endsWith(".bpmn")
                ? this.<BpmnModelInstance>model(file, content, BPMN::read, report)
                : this.<DmnModelInstance>model(file, content, PlanCheckReader::table, report);
        return new ReadFile(model, Set.of(), report);
    }

    static DmnModelInstance table(byte[] content) {
        return Dmn.readModelFromStream(new ByteArrayInputStream(content));
    }

    private static Optional<Document> inAnotherDialect(String file, byte[] content, PlanCheckReport report) {
        try {
            Document document = PlanCheckXml.read(content);
            Optional<CellMistake> dialect = PlanCheckDialect.of(file, document);
            dialect.ifPresent(other -> report.add(file, "", other.problem(), other.remedy()));
            return dialect.map(other -> document);
        } catch (SAXException unreadable) {
            return Optional.empty(); // said by the rules of safety
        }
    }

    private static @Nullable JsonNode form(String file, byte[] content, PlanCheckReport report) {
        try {
            JsonNode form = JSON.readTree(content);
            if (form.isObject()) {
                return form;
            }
            report.add(file, "", "is not a form", "Draw it again with the form editor of Camunda Modeler");
        } catch (JsonProcessingException malformed) {
            report.add(
                    file,
                    "",
                    "is not JSON that can be read (line "
                            + malformed.getLocation().getLineNr() + ": " + malformed.getOriginalMessage() + ")",
                    "Undo the last change made by hand, or draw the form again");
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        return null;
    }

    private <M> @Nullable M model(String file, byte[] content, Function<byte[], M> reader, PlanCheckReport report) {
        try {
            return reader.apply(content);
        } catch (ModelException | ModelIoException malformed) {
            String fault = String.valueOf(Optional.ofNullable(malformed.getCause())
                            .orElse(malformed)
                            .getMessage())
                    .replaceAll("\\.$", "");
            Matcher missing = MISSING.matcher(fault);
            if (missing.find()) {
                report.add(
                        file,
                        "",
                        "leads to " + missing.group(1) + ", which it does not contain",
                        "Connect what led there again in Camunda Modeler");
            } else {
                report.add(
                        file,
                        "",
                        "does not keep to the standard (" + fault + ")",
                        "Open it in Camunda Modeler and save it again");
            }
            return null;
        }
    }
}
