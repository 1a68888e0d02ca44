package org.crisisplan.duty.table;

import java.util.List;

/**
 * What kind of organisation we are, as far as the law asks.
 *
 * @param jurisdictions whose law binds us, such as {@code CN}, {@code EU}, {@code US-CA}
 * @param sector one of {@link #SECTORS}
 * @param roles any of {@link #ROLES}
 */
public record Organisation(List<String> jurisdictions, String sector, List<String> roles) {

    public static final List<String> SECTORS = List.of("internet", "finance", "industry", "other");

    public static final List<String> ROLES = List.of(
            "network-operator",
            "critical-infrastructure",
            "state-body",
            "controller",
            "processor",
            "manufacturer",
            "product-provider",
            "essential-entity",
            "online-platform",
            "financial-entity",
            "listed-company",
            "information-service");

    /** A website in China, until somebody says otherwise. */
    public static final Organisation UNTOLD =
            new Organisation(List.of("CN"), "internet", List.of("network-operator", "controller", "online-platform"));

    public Organisation {
        jurisdictions = List.copyOf(jurisdictions);
        roles = List.copyOf(roles);
    }
}
