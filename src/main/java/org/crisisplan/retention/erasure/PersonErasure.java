package org.crisisplan.retention.erasure;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.crisisplan.crisis.InvalidReport;
import org.crisisplan.crisis.InvalidReport.Finding;
import org.crisisplan.engine.fence.OfferedActs;
import org.crisisplan.form.FormFieldCheck;
import org.crisisplan.retention.LegalHolds;
import org.crisisplan.retention.erasure.PersonalData.Found;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Component;

/**
 * Erases a person in all places at once, or in none. What is kept of it: when, by whom, on what ground and of how many entries; never who
 * it was.
 */
@Component
public class PersonErasure {

    private static final int LONGEST_GROUND = 1000;
    private static final int LONGEST_TEXT = 200;
    private static final int MOST_TEXTS = 20;

    private final List<PersonalData> places;
    private final LegalHolds holds;
    private final JdbcClient sql;
    private final OfferedActs acts;
    private final Clock clock;

    PersonErasure(List<PersonalData> places, LegalHolds holds, JdbcClient sql, OfferedActs acts, Clock clock) {
        this.places = places;
        this.holds = holds;
        this.sql = sql;
        this.acts = acts;
        this.clock = clock;
    }

    /**
     * An erasure that was done.
     *
     * @param entries how many, by place
     */
    public record Erasure(Instant at, String by, String ground, Map<String, Long> entries) {}

    /**
     * Where somebody stands, by place; only places where they do.
     *
     * @param texts one on each line
     * @param user their login; empty if they have none
     * @throws InvalidReport when nothing names them
     */
    Map<String, List<Found>> find(@Nullable String texts, @Nullable String user) {
        Person person = person(texts, user);
        return acts.perform(OfferedActs.ERASE_PERSON, () -> found(person));
    }

    /**
     * @param ground why, without naming them
     * @return how many entries were erased
     * @throws InvalidReport when nothing names them, no ground is given, or the ground names them
     */
    long erase(@Nullable String texts, @Nullable String user, @Nullable String ground, String by) {
        Person person = person(texts, user);
        String why = checkedGround(ground, person);
        return acts.perform(OfferedActs.ERASE_PERSON, () -> {
            Map<String, List<Found>> found = found(person);
            Map<String, Map<String, Long>> counts = new TreeMap<>();
            found.forEach((place, all) -> all.stream()
                    .filter(one -> one.stays() == null)
                    .forEach(one -> counts.computeIfAbsent(place, name -> new TreeMap<>())
                            .merge(one.crisis(), 1L, Long::sum)));
            places.forEach(place -> place.erase(person, why));
            keep(by, why, counts);
            return counts.values().stream()
                    .map(Map::values)
                    .flatMap(Collection::stream)
                    .mapToLong(Long::longValue)
                    .sum();
        });
    }

    private Map<String, List<Found>> found(Person person) {
        Map<String, List<Found>> found = new LinkedHashMap<>();
        for (PersonalData place : places) {
            List<Found> here = place.find(person);
            if (!here.isEmpty()) {
                found.computeIfAbsent(place.place(), name -> new ArrayList<>()).addAll(here);
            }
        }
        return found;
    }

    private void keep(String by, String why, Map<String, Map<String, Long>> counts) {
        var made = new GeneratedKeyHolder();
        sql.sql("insert into person_erasure (erased_at, erased_by, ground) values (?, ?, ?)")
                .params(clock.instant().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC), by, why)
                .update(made, "id");
        Number id = made.getKey();
        if (id == null) {
            throw new IllegalStateException("The database gave the erasure no number");
        }
        counts.forEach((place, crises) -> crises.forEach((crisis, entries) -> sql.sql(
                        "insert into person_erasure_place (erasure, place, crisis, entries) values (?, ?, ?, ?)")
                .params(id.longValue(), place, crisis, entries)
                .update()));
    }

    /** The newest first. */
    public List<Erasure> newest(int most) {
        return sql.sql("select * from person_erasure order by id desc fetch first ? rows only")
                .param(most)
                .query((row, i) -> erasure(row))
                .list();
    }

    /** Those that touched a crisis, the oldest first. */
    public List<Erasure> of(String crisis) {
        return sql.sql("select * from person_erasure e where exists (select 1 from person_erasure_place p"
                        + " where p.erasure = e.id and p.crisis = ?) order by id")
                .param(crisis)
                .query((row, i) -> erasure(row))
                .list();
    }

    private Erasure erasure(ResultSet row) throws SQLException {
        Map<String, Long> entries = new TreeMap<>();
        sql.sql("select place, sum(entries) as entries from person_erasure_place where erasure = ? group by place")
                .param(row.getLong("id"))
                .query(place -> {
                    entries.put(place.getString("place"), place.getLong("entries"));
                });
        return new Erasure(
                row.getObject("erased_at", OffsetDateTime.class).toInstant(),
                row.getString("erased_by"),
                row.getString("ground"),
                entries);
    }

    private Person person(@Nullable String texts, @Nullable String user) {
        List<String> each = texts == null
                ? List.of()
                : texts.lines()
                        .map(String::strip)
                        .filter(text -> !text.isEmpty())
                        .distinct()
                        .toList();
        String login = user == null || user.isBlank() ? null : user.strip();
        List<Finding> findings = new ArrayList<>();
        if (each.isEmpty() && login == null) {
            findings.add(new Finding("texts", "must not be empty"));
        }
        if (each.size() > MOST_TEXTS) {
            findings.add(new Finding("texts", "must not have more than " + MOST_TEXTS + " lines"));
        }
        for (String text : each) {
            if (text.length() < Person.SHORTEST || text.length() > LONGEST_TEXT) {
                findings.add(new Finding(
                        "texts", "must have lines of " + Person.SHORTEST + " to " + LONGEST_TEXT + " characters"));
                break;
            }
        }
        if (!findings.isEmpty()) {
            throw new InvalidReport(findings);
        }
        return new Person(each, login, holds.held());
    }

    private static String checkedGround(@Nullable String ground, Person person) {
        String fault = ground == null || ground.isBlank()
                ? "must not be empty"
                : ground.length() > LONGEST_GROUND
                        ? "must not be longer than " + LONGEST_GROUND + " characters"
                        : FormFieldCheck.UNPRINTABLE.matcher(ground).find()
                                ? "must not contain control characters"
                                : person.isNamedIn(ground) ? "must not name the person" : null;
        if (fault != null || ground == null) {
            throw new InvalidReport(List.of(new Finding("ground", String.valueOf(fault))));
        }
        return ground.strip();
    }
}
