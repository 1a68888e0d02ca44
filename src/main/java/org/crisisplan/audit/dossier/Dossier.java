package org.crisisplan.audit.dossier;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * Everything about one crisis, put together from its record and from what the modules keep, in one reader's language. It says nothing of
 * how it is laid out: a page, a text or a PDF are made of the same.
 *
 * @param number of the crisis
 * @param title as the crisis is called
 * @param at when it was put together
 * @param sections in their order
 */
public record Dossier(String number, String title, Locale language, Instant at, List<Section> sections) {}
