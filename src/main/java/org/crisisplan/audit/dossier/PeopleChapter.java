package org.crisisplan.audit.dossier;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.crisisplan.approval.SignatureLog;
import org.crisisplan.audit.dossier.Block.Cell;
import org.crisisplan.audit.dossier.Block.Row;
import org.crisisplan.audit.dossier.Block.Table;
import org.crisisplan.audit.dossier.Block.Tone;
import org.crisisplan.crisis.record.Act;
import org.crisisplan.crisis.record.ActKind;
import org.crisisplan.crisis.record.Actor;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;

/** Who was told, who acknowledged, who signed, who was called to the team, and who did anything at all. */
@Component
@Order(400)
class PeopleChapter implements Chapter {

    private static final String ACKNOWLEDGE_FORM = "acknowledge-alert";
    private static final Set<String> ALERTS = Set.of("management-alert");

    private final SignatureLog signatures;

    PeopleChapter(SignatureLog signatures) {
        this.signatures = signatures;
    }

    @Override
    public Section of(CaseFile file, Words words) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(told(file, words));
        blocks.add(acknowledged(file, words));
        blocks.add(signed(file, words));
        blocks.add(team(file, words));
        blocks.add(active(file, words));
        return new Section("people", words.say("dossier.people"), "", blocks);
    }

    /** Management, of a crisis of level 1 (R24). */
    private static Table told(CaseFile file, Words words) {
        return new Table(
                "told",
                words.say("dossier.told"),
                words.columns("when", "to", "state"),
                file.acts(ActKind.MAIL_SENT, ActKind.MAIL_FAILED, ActKind.CHAT_SENT, ActKind.CHAT_FAILED)
                        .filter(act ->
                                ALERTS.contains(String.valueOf(act.after().get("kind"))))
                        .map(act -> Row.of(
                                Cell.to("#" + TimelineChapter.anchor(act.seq()), words.time(act.at())),
                                Cell.of(words.person(act.subject())),
                                Cell.of(
                                        words.kind(act.kind()),
                                        act.kind() == ActKind.MAIL_SENT || act.kind() == ActKind.CHAT_SENT
                                                ? Tone.GOOD
                                                : Tone.BAD)))
                        .toList());
    }

    private static Table acknowledged(CaseFile file, Words words) {
        Set<String> steps = file.plan().nodes().stream()
                .filter(node -> ACKNOWLEDGE_FORM.equals(node.form()))
                .map(PlanModel.Node::id)
                .collect(Collectors.toSet());
        List<Act> offered = file.acts(ActKind.TASK_OFFERED)
                .filter(act -> steps.contains(act.subject()))
                .toList();
        return new Table(
                "acknowledged",
                words.say("dossier.acknowledged"),
                words.columns("when", "who", "how", "after"),
                file.acts(ActKind.ALERT_ACKNOWLEDGED, ActKind.TASK_COMPLETED)
                        .filter(act -> act.kind() == ActKind.ALERT_ACKNOWLEDGED || steps.contains(act.subject()))
                        .map(act -> Row.of(
                                Cell.to("#" + TimelineChapter.anchor(act.seq()), words.time(act.at())),
                                Cell.of(words.who(act.actor())),
                                Cell.of(
                                        act.kind() == ActKind.TASK_COMPLETED
                                                ? words.say("dossier.byTask")
                                                : words.say("dossier.byLink")),
                                Cell.of(offered.stream()
                                        .filter(one -> !one.at().isAfter(act.at()))
                                        .findFirst()
                                        .map(one -> words.span(Duration.between(one.at(), act.at())))
                                        .orElse(""))))
                        .toList());
    }

    private Table signed(CaseFile file, Words words) {
        return new Table(
                "signed",
                words.say("dossier.signed"),
                words.columns("when", "department", "who", "verdict", "remark"),
                signatures.of(file.number()).stream()
                        .map(word -> Row.of(
                                words.at(word.at()),
                                Cell.of(words.group(word.department())),
                                Cell.of(words.person(word.signer())),
                                Cell.of(
                                        words.say(word.signed() ? "dossier.verdict.sign" : "dossier.verdict.object"),
                                        word.signed() ? Tone.GOOD : Tone.BAD),
                                Cell.of(word.remark())))
                        .toList());
    }

    private static Table team(CaseFile file, Words words) {
        return new Table(
                "team",
                words.say("dossier.team"),
                words.columns("when", "seats"),
                file.acts(ActKind.TEAM_FORMED)
                        .map(act -> Row.of(
                                Cell.to("#" + TimelineChapter.anchor(act.seq()), words.time(act.at())),
                                Cell.of(
                                        act.after().get("seats") instanceof Collection<?> seats
                                                ? words.value("seats", seats)
                                                : "")))
                        .toList());
    }

    private static Table active(CaseFile file, Words words) {
        Map<String, List<Act>> people = new LinkedHashMap<>();
        file.acts().stream()
                .filter(act -> act.actor().kind() == Actor.Kind.PERSON)
                .forEach(act -> people.computeIfAbsent(act.actor().id(), first -> new ArrayList<>())
                        .add(act));
        return new Table(
                "active",
                words.say("dossier.active"),
                words.columns("who", "departments", "acts", "first", "last"),
                people.entrySet().stream()
                        .map(one -> active(file.number(), one.getKey(), one.getValue(), words))
                        .toList());
    }

    private static Row active(String number, String person, List<Act> acts, Words words) {
        Act last = acts.get(acts.size() - 1);
        String theirs = UriComponentsBuilder.fromPath("/crises/{number}/dossier")
                .queryParam("by", "{by}")
                .fragment("timeline")
                .encode()
                .buildAndExpand(number, person)
                .toUriString();
        return Row.of(
                Cell.of(words.person(person)),
                Cell.of(words.groups(last.actor().groups())),
                Cell.to(theirs, String.valueOf(acts.size())),
                words.at(acts.get(0).at()),
                words.at(last.at()));
    }
}
