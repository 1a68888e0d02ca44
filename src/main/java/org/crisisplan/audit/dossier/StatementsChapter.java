package org.crisisplan.audit.dossier;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.crisisplan.audit.dossier.Block.Cell;
import org.crisisplan.audit.dossier.Block.Mark;
import org.crisisplan.audit.dossier.Block.Piece;
import org.crisisplan.audit.dossier.Block.Row;
import org.crisisplan.audit.dossier.Block.Table;
import org.crisisplan.audit.dossier.Block.Text;
import org.crisisplan.audit.dossier.Block.Tone;
import org.crisisplan.audit.dossier.Block.Value;
import org.crisisplan.audit.dossier.Block.Values;
import org.crisisplan.crisis.record.Act;
import org.crisisplan.crisis.record.ActKind;
import org.crisisplan.publish.StatementLog;
import org.crisisplan.publish.StatementLog.Post;
import org.crisisplan.publish.StatementLog.Version;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Every version of what the public was to read, who approved exactly that text, and where it went (R45-R48). */
@Component
@Order(700)
class StatementsChapter implements Chapter {

    private static final int SHORT = 16;
    /** Stands as the author of what was submitted as it was prepared. */
    private static final String THE_PLAN = "(plan)";

    private final StatementLog statements;

    StatementsChapter(StatementLog statements) {
        this.statements = statements;
    }

    @Override
    public Section of(CaseFile file, Words words) {
        List<Version> versions = statements.of(file.number());
        List<Block> blocks = new ArrayList<>();
        blocks.addAll(verdict(versions, file, words));
        blocks.add(overview(versions, file, words));
        versions.forEach(version -> blocks.addAll(version(version, words)));
        return new Section(
                "statements", words.say("dossier.statements"), words.say("dossier.statements.about"), blocks);
    }

    /** Whether everything that went out was approved, word for word; what was not is named. */
    private static List<Text> verdict(List<Version> versions, CaseFile file, Words words) {
        List<Version> published = versions.stream().filter(Version::isPublished).toList();
        List<Text> lines = new ArrayList<>();
        long good = published.stream()
                .filter(version -> faults(version, file, words).isEmpty())
                .count();
        lines.add(Text.said(
                words.say("dossier.approvedOf", good, published.size()),
                good == published.size() ? Mark.GOOD : Mark.BAD));
        published.forEach(version -> faults(version, file, words)
                .forEach(fault -> lines.add(Text.said(name(version, words) + words.colon() + fault, Mark.BAD))));
        return lines;
    }

    /** What is wrong with a version that stands somewhere: nothing if it was approved, word for word. */
    private static List<String> faults(Version version, CaseFile file, Words words) {
        List<String> faults = new ArrayList<>();
        if (!version.hash().equals(version.hashNow()) || !isAsSubmitted(version, file)) {
            faults.add(words.say("dossier.fault.changed"));
        }
        if (version.approvers().isEmpty()) {
            faults.add(words.say("dossier.fault.nobody"));
        }
        if (!version.missing().isEmpty()) {
            faults.add(words.say("dossier.fault.missing", words.groups(version.missing())));
        }
        version.posts().stream()
                .filter(post -> post.at() != null && !post.hash().equals(version.hashNow()))
                .forEach(post -> faults.add(words.say("dossier.fault.other", words.channel(post.channel()))));
        return faults;
    }

    /** The record, whose chain nobody can change unseen, holds the hash that was submitted. */
    private static boolean isAsSubmitted(Version version, CaseFile file) {
        List<Act> submitted = file.acts(ActKind.STATEMENT_SUBMITTED)
                .filter(act -> version.version() == number(act.after().get("version")))
                .filter(act -> act.subject().equals(version.kind().word()))
                .toList();
        return submitted.isEmpty()
                || submitted.stream()
                        .anyMatch(act -> version.hashNow().equals(act.after().get("textHash")));
    }

    private static int number(@Nullable Object value) {
        return value instanceof Number number ? number.intValue() : -1;
    }

    private static String name(Version version, Words words) {
        return words.statement(version.kind().word()) + " · "
                + (version.version() == 0
                        ? words.say("dossier.prepared")
                        : words.say("dossier.version", version.version()));
    }

    private static String anchor(Version version) {
        return "statement-" + version.id();
    }

    private static Table overview(List<Version> versions, CaseFile file, Words words) {
        return new Table(
                "versions",
                "",
                words.columns("statement", "submitted", "author", "approved", "published"),
                versions.stream()
                        .filter(version -> version.version() > 0)
                        .map(version -> new Row(
                                anchor(version),
                                List.of(
                                        Cell.of(name(version, words)),
                                        words.at(version.draftedAt()),
                                        Cell.of(author(version, words)),
                                        approved(version, file, words),
                                        published(version, words))))
                        .toList());
    }

    private static String author(Version version, Words words) {
        String author = version.author();
        return author == null || author.equals(THE_PLAN) ? words.say("dossier.thePlan") : words.person(author);
    }

    private static Cell approved(Version version, CaseFile file, Words words) {
        if (version.isPublished() ? faults(version, file, words).isEmpty() : version.isApproved()) {
            return Cell.of(words.say("dossier.approved"), Tone.GOOD);
        }
        boolean rejected = version.words().stream().anyMatch(word -> !word.approved());
        return Cell.of(
                words.say(rejected ? "dossier.rejected" : "dossier.notApproved"),
                version.isPublished() ? Tone.BAD : Tone.MUTED);
    }

    private static Cell published(Version version, Words words) {
        if (version.withdrawnAt() != null) {
            return Cell.of(
                    words.say(
                            "dossier.draftWithdrawn",
                            words.time(version.withdrawnAt()),
                            words.person(version.withdrawnBy())),
                    Tone.MUTED);
        }
        return Cell.of(version.posts().stream()
                .filter(post -> post.at() != null)
                .map(post -> words.time(post.at()) + " " + words.channel(post.channel()))
                .collect(Collectors.joining("\n")));
    }

    private static List<Block> version(Version version, Words words) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Values(name(version, words), values(version, words)));
        blocks.add(Text.of(version.text().titleEn(), version.text().textEn()));
        blocks.add(Text.of(version.text().titleZh(), version.text().textZh()));
        if (!version.changes().isEmpty()) {
            List<Piece> pieces = new ArrayList<>();
            version.changes()
                    .forEach(change -> pieces.add(
                            new Piece(change.sentence() + "\n", change.added() ? Mark.ADDED : Mark.REMOVED)));
            blocks.add(new Text(words.say("dossier.changes"), pieces));
        }
        if (version.version() > 0) {
            blocks.add(judged(version, words));
        }
        if (!version.posts().isEmpty()) {
            blocks.add(posts(version, words));
        }
        return blocks;
    }

    private static List<Value> values(Version version, Words words) {
        List<Value> values = new ArrayList<>();
        values.add(new Value(
                words.say(version.version() == 0 ? "dossier.preparedAt" : "dossier.submittedAt"),
                words.at(version.draftedAt())));
        values.add(new Value(words.say("dossier.column.author"), Cell.of(author(version, words))));
        values.add(new Value(
                words.say("dossier.level"),
                Cell.of(words.level(version.level())
                        + words.maybe("board.phase." + version.phase())
                                .map(phase -> " · " + phase)
                                .orElse(""))));
        values.add(new Value(
                words.say("dossier.hash"),
                version.hash().equals(version.hashNow())
                        ? Cell.of(version.hashNow())
                        : Cell.of(words.say("dossier.hashDiffers", version.hash(), version.hashNow()), Tone.BAD)));
        if (!version.approvers().isEmpty()) {
            values.add(new Value(words.say("dossier.approvers"), Cell.of(words.groups(version.approvers()))));
        }
        return values;
    }

    private static Table judged(Version version, Words words) {
        return new Table(
                "words-" + version.id(),
                words.say("dossier.judged"),
                words.columns("when", "department", "who", "verdict", "remark", "textHash"),
                version.words().stream()
                        .map(word -> Row.of(
                                words.at(word.at()),
                                Cell.of(words.group(word.group())),
                                Cell.of(words.person(word.approver())),
                                Cell.of(
                                        words.say(word.approved() ? "dossier.approved" : "dossier.rejected"),
                                        word.approved() ? Tone.GOOD : Tone.BAD),
                                Cell.of(word.remark()),
                                word.hash().equals(version.hashNow())
                                        ? Cell.of(words.say("dossier.thisText"), Tone.GOOD)
                                        : Cell.of(
                                                words.say(
                                                        "dossier.otherText",
                                                        word.hash().substring(0, SHORT)),
                                                Tone.BAD)))
                        .toList());
    }

    private static Table posts(Version version, Words words) {
        return new Table(
                "posts-" + version.id(),
                words.say("dossier.posts"),
                words.columns("channel", "state", "when", "receipt", "sent", "attempts"),
                version.posts().stream().map(post -> post(post, words)).toList());
    }

    private static Row post(Post post, Words words) {
        Instant at = post.at();
        String receipt = Objects.requireNonNullElse(post.receipt(), "");
        String address = post.address();
        return Row.of(
                Cell.of(words.channel(post.channel())),
                Cell.of(
                        words.maybe("board.live.place." + post.state()).orElse(post.state())
                                + (post.problem() == null ? "" : "\n" + post.problem()),
                        post.state().equals("published") ? Tone.GOOD : Tone.LATE),
                words.at(at),
                address != null && address.matches("(?i)https?://.*")
                        ? Cell.to(address, receipt.isEmpty() ? address : receipt)
                        : Cell.of((receipt + "\n" + Objects.requireNonNullElse(address, "")).strip()),
                Cell.of(Objects.requireNonNullElse(post.sent(), "")),
                Cell.of(String.valueOf(post.attempts())));
    }
}
