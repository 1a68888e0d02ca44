package org.crisisplan.audit.report.difference;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.camunda.bpm.model.xml.ModelException;
import org.jspecify.annotations.Nullable;

/** Compares two versions of the plan, file by file. */
public final class PlanDifference {

    private static final byte[] NOTHING = {};

    private PlanDifference() {}

    /** The files that are not the same, by their names. */
    public static List<FileDifference> between(Map<String, byte[]> before, Map<String, byte[]> after) {
        List<FileDifference> differences = new ArrayList<>();
        var names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        for (String name : names) {
            byte @Nullable [] was = before.get(name);
            byte @Nullable [] is = after.get(name);
            if (!Arrays.equals(was, is)) {
                differences.add(of(name, was, is));
            }
        }
        return differences;
    }

    private static FileDifference of(String name, byte @Nullable [] before, byte @Nullable [] after) {
        String change = before == null ? Difference.ADDED : after == null ? Difference.REMOVED : Difference.CHANGED;
        byte[] was = before == null ? NOTHING : before;
        byte[] is = after == null ? NOTHING : after;
        try {
            List<Difference> differences = name.endsWith(".bpmn")
                    ? DiagramDifference.between(was, is)
                    : name.endsWith(".dmn")
                            ? TableDifference.between(was, is)
                            : name.endsWith(".form") ? FormDifference.between(was, is) : lines(was, is);
            return new FileDifference(name, change, differences, "");
        } catch (ModelException | java.io.UncheckedIOException unreadable) {
            return new FileDifference(name, change, List.of(), String.valueOf(unreadable.getMessage()));
        }
    }

    private static List<Difference> lines(byte[] before, byte[] after) {
        return LineDifference.between(
                new String(before, StandardCharsets.UTF_8), new String(after, StandardCharsets.UTF_8));
    }
}
