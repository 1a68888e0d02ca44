package org.crisisplan.notify.chat;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a room is told.
 *
 * @param title one line; with one item it is that item's heading
 * @param open the word for following a link, in the room's language
 * @param items the most urgent first
 */
public record ChatMessage(String title, String open, List<Item> items) {

    /** One thing that the room is told; all of it is to be read as it is written, whatever a service makes of certain signs. */
    public record Item(
            String heading, String text, @Nullable String link) {}

    /** As lines of text, links as they are, for services that show text literally. */
    String inLines() {
        StringBuilder lines = new StringBuilder();
        if (items.size() > 1) {
            lines.append(title).append('\n');
        }
        for (Item item : items) {
            lines.append(lines.isEmpty() ? "" : "\n").append(item.heading()).append('\n');
            if (item.link() != null) {
                lines.append(item.link()).append('\n');
            }
            if (!item.text().isBlank()) {
                lines.append(item.text().strip()).append('\n');
            }
        }
        return lines.toString().strip();
    }
}
