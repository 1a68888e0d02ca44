package org.crisisplan.decision;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.feel.impl.scala.ScalaFeelEngineFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ConcurrentLruCache;

/** A file of tables that is not deployed, as the engine would read and answer it. */
public class TableFile {

    private static final DmnEngine ENGINE = engine();

    private final Map<String, DmnDecision> decisions = new HashMap<>();

    // the same few files are asked again and again while one of them is being changed
    private static final ConcurrentLruCache<String, TableFile> READ =
            new ConcurrentLruCache<>(40, content -> new TableFile(content.getBytes(StandardCharsets.ISO_8859_1)));

    /** @throws org.camunda.bpm.dmn.engine.DmnEngineException when the engine cannot read it */
    public static TableFile read(byte[] content) {
        return READ.get(new String(content, StandardCharsets.ISO_8859_1));
    }

    private TableFile(byte[] content) {
        ENGINE.parseDecisions(new ByteArrayInputStream(content))
                .forEach(decision -> decisions.put(decision.getKey(), decision));
    }

    private static DmnEngine engine() {
        var configuration = DecisionAnswers.tables();
        var full = new ScalaFeelEngineFactory(List.of());
        configuration.setFeelEngineFactory(() -> new FastPathFeelEngine(full.createInstance()));
        return configuration.buildEngine();
    }

    public boolean has(String decision) {
        return decisions.containsKey(decision);
    }

    /** One entry for each rule that matches: the table's results by their names. */
    public List<Map<String, Object>> ask(String decision, Map<String, ? extends @Nullable Object> facts) {
        return ENGINE.evaluateDecision(decisions.get(decision), new HashMap<String, Object>(facts))
                .getResultList();
    }
}
