package org.crisisplan.plan;

import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.crisisplan.plan.check.PlanBundle;
import org.crisisplan.plan.check.PlanCheck;
import org.crisisplan.plan.check.PlanCheckFinding;
import org.crisisplan.plan.check.PlanFolder;

/** {@code java -jar crisis-plan.jar check FOLDER}: says what would be refused, without starting or changing anything. */
public class PlanCheckCommand {

    public static final String NAME = "check";

    private static final int NO_ERRORS = 0;
    private static final int FINDINGS = 1;
    private static final int NOT_CHECKED = 2;

    private PlanCheckCommand() {}

    /** @return the exit status: 0 without errors (warnings may have been printed), 1 with errors, 2 when nothing could be checked */
    public static int run(List<String> arguments, PrintStream out) {
        if (arguments.size() != 1) {
            out.println(
                    "Usage: java -jar crisis-plan.jar check FOLDER (the folder holds processes/, dmn/, forms/ and, if it has its own, texts/)");
            return NOT_CHECKED;
        }
        try {
            return check(Path.of(arguments.get(0)), out);
        } catch (UncheckedIOException | InvalidPathException unreadable) {
            out.println(arguments.get(0) + " cannot be read: " + unreadable.getMessage());
            return NOT_CHECKED;
        }
    }

    private static int check(Path folder, PrintStream out) {
        if (!Files.isDirectory(folder) || !Files.isReadable(folder)) {
            out.println(folder + " is not a folder that can be read");
            return NOT_CHECKED;
        }
        String location = folder.toAbsolutePath().toUri().toString();
        PlanBundle bundle = PlanBundle.readFrom(location);
        TreeSet<PlanCheckFinding> findings = new TreeSet<>(PlanFolder.notRead(location));
        findings.addAll(PlanRequestCheck.ofSizes(bundle.files()));
        findings.addAll(
                PlanFileNames.place(bundle.files(), List.of(), bundle.files().keySet())
                        .findings());
        findings.addAll(PlanCheck.ofTheProduct().check(bundle));
        findings.forEach(finding -> out.println(finding.toString().replaceAll("\\s+", " ")));
        out.println("%d files, %s"
                .formatted(
                        bundle.files().size(),
                        findings.isEmpty()
                                ? "no findings"
                                : findings.size() + (findings.size() == 1 ? " finding" : " findings")));
        return findings.stream().anyMatch(PlanCheckFinding::isError) ? FINDINGS : NO_ERRORS;
    }
}
