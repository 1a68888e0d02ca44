package org.crisisplan.audit.dossier;

/** Writes one section of a dossier; in the order of {@link org.springframework.core.annotation.Order}. */
interface Chapter {

    Section of(CaseFile file, Words words);
}
