package org.crisisplan.audit.dossier;

import java.util.List;

/**
 * One part of a dossier.
 *
 * @param key its anchor on a page, such as {@code statements}; the same in all languages
 * @param title in the reader's language
 * @param about what stands here, in a sentence; empty if the title says it
 * @param blocks in their order; a section of which there is nothing says so in a {@link Block.Text}
 */
public record Section(String key, String title, String about, List<Block> blocks) {}
