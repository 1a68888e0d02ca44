package org.crisisplan.site;

/**
 * A part of the site that its users know by a name: one row of the table {@code components}.
 *
 * @param key what tables, feeds and the JSON call it; never changes
 * @param descriptionEn what it is, for readers; may be empty, as its Chinese counterpart may
 */
public record SiteComponent(String key, String nameEn, String nameZh, String descriptionEn, String descriptionZh) {

    public String name(boolean chinese) {
        return chinese ? nameZh : nameEn;
    }

    public String description(boolean chinese) {
        return chinese ? descriptionZh : descriptionEn;
    }
}
