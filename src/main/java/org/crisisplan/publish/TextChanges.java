package org.crisisplan.publish;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** What is different between two texts, sentence by sentence: "-" before what is gone, "+" before what is new. */
final class TextChanges {

    private TextChanges() {}

    static List<String> between(String before, String after) {
        List<String> old = sentences(before);
        List<String> now = sentences(after);
        int[][] common = common(old, now);
        List<String> changes = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < old.size() || j < now.size()) {
            if (i < old.size() && j < now.size() && old.get(i).equals(now.get(j))) {
                i++;
                j++;
            } else if (j >= now.size() || i < old.size() && common[i + 1][j] >= common[i][j + 1]) {
                changes.add("- " + old.get(i++));
            } else {
                changes.add("+ " + now.get(j++));
            }
        }
        return changes;
    }

    /** The longest common subsequence, from each place on. */
    private static int[][] common(List<String> old, List<String> now) {
        int[][] common = new int[old.size() + 1][now.size() + 1];
        for (int i = old.size() - 1; i >= 0; i--) {
            for (int j = now.size() - 1; j >= 0; j--) {
                common[i][j] = old.get(i).equals(now.get(j))
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        return common;
    }

    static List<String> sentences(String text) {
        return text.isBlank()
                ? Collections.emptyList()
                : Arrays.stream(text.split("(?<=[.!?])\\s+|(?<=[。！？])|\\R+"))
                        .map(String::strip)
                        .filter(sentence -> !sentence.isEmpty())
                        .toList();
    }
}
