package org.crisisplan.plan.check;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is expected of every table of the plan, as {@code plan/table-contracts.yaml} says it.
 *
 * @param words the words that the product itself knows, by what they are
 * @param tables the contracts by the decision's id
 */
record TableContracts(Map<String, List<String>> words, Map<String, TableContract> tables) {

    static TableContracts read() {
        try (var file = TableContracts.class.getResourceAsStream("/plan/table-contracts.yaml")) {
            return new YAMLMapper()
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .readValue(file, TableContracts.class);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("plan/table-contracts.yaml of the product cannot be read", unreadable);
        }
    }

    /** What is expected of the decision; nothing of an analyst's own. */
    Optional<TableContract> of(String decision) {
        return Optional.ofNullable(tables.get(decision));
    }

    Set<String> known(String what) {
        return new TreeSet<>(words.getOrDefault(what, List.of()));
    }
}
