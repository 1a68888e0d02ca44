package org.crisisplan.engine.fence;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.util.PatternMatchUtils;

/** The table {@code engine/acts.md}: which role may have the engine carry out which command. */
final class Acts {

    private static final String TABLE = "/engine/acts.md";
    private static final List<String> HEADINGS = List.of(
            "act", "team", "auditors", "analysts", "administrators", "nobody", "logged", "commands of the engine");
    private static final String OFFERED = "offered";
    private static final Set<String> YES = Set.of("yes", "own", OFFERED);

    private final List<Act> acts;

    private Acts(List<Act> acts) {
        this.acts = List.copyOf(acts);
    }

    /**
     * One row.
     *
     * @param name what it is, as the end of "You may not ..."
     * @param roles who may
     * @param onOffered those of them who may on a task that is offered to them, and on no other
     * @param logged whether it is written to the operation log with what it changed
     * @param commands names of command classes; {@code *} stands for any characters
     */
    record Act(String name, Set<Role> roles, Set<Role> onOffered, boolean logged, List<String> commands) {

        boolean covers(String command) {
            return commands.stream().anyMatch(pattern -> PatternMatchUtils.simpleMatch(pattern, command));
        }

        /** Whether somebody who plays these roles may on tasks that are offered to them only. */
        boolean onlyOnOffered(Set<Role> played) {
            return played.stream().filter(roles::contains).allMatch(onOffered::contains);
        }
    }

    static Acts read() {
        try (InputStream table = Acts.class.getResourceAsStream(TABLE)) {
            if (table == null) {
                throw new IllegalStateException("The table of acts is missing: " + TABLE);
            }
            return new Acts(new String(table.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith("|") && !line.startsWith("|---"))
                    .map(Acts::cells)
                    .filter(cells -> !cells.equals(HEADINGS))
                    .map(Acts::act)
                    .toList());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(TABLE + " cannot be read", unreadable);
        }
    }

    List<Act> all() {
        return acts;
    }

    /** The first row that names the command; nothing when none does, and then nobody may. */
    Optional<Act> of(String command) {
        return acts.stream().filter(act -> act.covers(command)).findFirst();
    }

    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        for (String cell : line.substring(1).split("\\|")) {
            cells.add(cell.strip());
        }
        return cells;
    }

    private static Act act(List<String> cells) {
        if (cells.size() != HEADINGS.size()) {
            throw new IllegalStateException(TABLE + " has a row with " + cells.size() + " cells: " + cells);
        }
        Set<Role> roles = EnumSet.noneOf(Role.class);
        Set<Role> onOffered = EnumSet.noneOf(Role.class);
        for (Role role : Role.values()) {
            String cell = cells.get(1 + role.ordinal());
            if (YES.contains(cell)) {
                roles.add(role);
            }
            if (cell.equals(OFFERED)) {
                onOffered.add(role);
            }
        }
        return new Act(
                cells.get(0),
                roles,
                onOffered,
                cells.get(6).equals("yes"),
                Arrays.asList(cells.get(7).split(" +")));
    }
}
