package org.crisisplan.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.crisisplan.publish.StatementDesk.AUTHOR;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Date;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.crisisplan.PlanTest;
import org.crisisplan.crisis.record.Act;
import org.crisisplan.crisis.record.ActKind;
import org.crisisplan.crisis.record.CrisisRecord;
import org.crisisplan.engine.SafeMode;
import org.crisisplan.engine.SafeModeSettings;
import org.crisisplan.publish.Answer.GiveUp;
import org.crisisplan.publish.Answer.InDoubt;
import org.crisisplan.publish.Answer.Receipt;
import org.crisisplan.publish.Answer.TryAgain;
import org.crisisplan.publish.Post.Conversation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.util.ReflectionTestUtils;

/** R46: what was approved goes to every channel that the table names, each by itself, and ends there or with a person. */
@PlanTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChannelsTest {

    @Autowired
    ProcessEngine engine;

    @Autowired
    JdbcClient sql;

    @Autowired
    Channels channels;

    @Autowired
    SendPosts sendPosts;

    @Autowired
    PostsAfterRestore afterRestore;

    @Autowired
    StatementOverview overview;

    @Autowired
    CrisisRecord record;

    @Autowired
    Clock clock;

    private StatementDesk desk;
    private Map<String, PublicChannel> asTheyWere;
    private Account mastodon;
    private Account bluesky;

    /** An account that answers as it is told to, and remembers what it was asked to say. */
    private static final class Account implements PublicChannel {

        final Deque<Answer> answers = new ArrayDeque<>();
        final List<Post> asked = new ArrayList<>();
        private final String name;
        private final Duration recognisesFor;

        Account(String name, Duration recognisesFor) {
            this.name = name;
            this.recognisesFor = recognisesFor;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Duration recognisesFor() {
            return recognisesFor;
        }

        @Override
        public Answer publish(Post post) {
            asked.add(post);
            Answer answer = answers.poll();
            return answer != null
                    ? answer
                    : new Receipt(
                            name + "-" + asked.size(),
                            "https://example.com/" + name + "/" + asked.size(),
                            post.titles());
        }
    }

    @BeforeAll
    void openDesk() {
        desk = new StatementDesk(engine, sql).open();
    }

    @BeforeEach
    @SuppressWarnings("unchecked")
    void configureAccounts() {
        ClockUtil.setCurrentTime(ClockUtil.getCurrentTime());
        asTheyWere = (Map<String, PublicChannel>) ReflectionTestUtils.getField(channels, "byName");
        mastodon = new Account("mastodon", Duration.ofMinutes(55));
        bluesky = new Account("bluesky", Duration.ZERO);
        asTheyWere.put("mastodon", mastodon);
        asTheyWere.put("bluesky", bluesky);
    }

    @AfterEach
    void removeThem() {
        asTheyWere.remove("mastodon");
        asTheyWere.remove("bluesky");
        ClockUtil.reset();
    }

    @AfterAll
    void closeDesk() {
        desk.close();
    }

    private ProcessInstance approved(String crisis, String kind) {
        return desk.publish(crisis, kind, "progress", "We repair it", "正在修复", "It is being repaired.", "我们正在修复。");
    }

    /** What the dispatcher does, until nothing is due. */
    private void send(ProcessInstance... runs) {
        boolean sent;
        do {
            sent = false;
            for (PublicChannel channel : channels.ofOthers()) {
                sent |= sendPosts.sendNext(channel);
            }
        } while (sent);
        for (ProcessInstance run : runs) {
            desk.runJobs(run);
        }
    }

    private void pass(Duration time) {
        ClockUtil.setCurrentTime(Date.from(clock.instant().plus(time)));
    }

    private Map<String, StatementOverview.Place> places(ProcessInstance run) {
        Map<String, StatementOverview.Place> places = new HashMap<>();
        overview.of(List.of(run.getBusinessKey())).values().stream()
                .flatMap(List::stream)
                .filter(line -> line.processInstance().equals(run.getId()))
                .flatMap(line -> line.places().stream())
                .forEach(place -> places.put(place.channel(), place));
        return places;
    }

    private String crisis(int level) {
        return desk.crisis(level, "responding");
    }

    private void handle(ProcessInstance run, String decision, String note) {
        desk.complete(AUTHOR, byHand(run), Map.of("handDecision", decision, "handNote", note));
        desk.runJobs(run);
    }

    private Task byHand(ProcessInstance run) {
        Task task = desk.taskOf(run, "publicRelations");
        assertThat(task).isNotNull();
        assertThat(task.getTaskDefinitionKey()).isEqualTo("User_PublishByHand");
        return task;
    }

    private Object problem(ProcessInstance run) {
        return engine.getTaskService().getVariable(byHand(run).getId(), "channelProblem");
    }

    @Test
    void itGoesWhereTheTableSaysAndTheReceiptsAreKept() {
        ProcessInstance run = approved(crisis(2), "progress");
        assertThat(desk.published(run)).containsExactly("It is being repaired.");
        assertThat(mastodon.asked).isEmpty();
        assertThat(desk.ended(run, "End_Published")).isFalse();

        send(run);
        assertThat(desk.ended(run, "End_Published")).isTrue();
        assertThat(mastodon.asked)
                .extracting(Post::language, Post::longest, Post::attempt)
                .containsExactly(tuple(PostLanguage.BOTH, 500, 1));
        assertThat(bluesky.asked)
                .extracting(Post::language, Post::longest)
                .containsExactly(tuple(PostLanguage.EN, 300));
        assertThat(places(run).get("mastodon"))
                .extracting(StatementOverview.Place::state, StatementOverview.Place::address)
                .containsExactly("published", "https://example.com/mastodon/1");
        assertThat(places(run).get("mastodon").sent()).isEqualTo("正在修复\nWe repair it");
        assertThat(places(run).get("statuspage").address()).isEqualTo("/status/" + run.getBusinessKey());
        // webhook is in the table, and nobody has configured it
        assertThat(places(run)).containsOnlyKeys("statuspage", "mastodon", "bluesky");
        assertThat(record.of(run.getBusinessKey(), 0, 200).stream()
                        .filter(act -> act.kind() == ActKind.STATEMENT_PUBLISHED))
                .extracting(
                        Act::subject,
                        act -> act.after().get("id"),
                        act -> act.after().get("sent"))
                .containsExactly(
                        tuple("statuspage", null, null),
                        tuple("mastodon", "mastodon-1", "正在修复\nWe repair it"),
                        tuple("bluesky", "bluesky-1", "We repair it"));
    }

    @Test
    void aLocalProblemIsNoNewsForEverybody() {
        ProcessInstance run = approved(crisis(3), "progress");
        send(run);
        assertThat(places(run)).containsOnlyKeys("statuspage");
        assertThat(desk.ended(run, "End_Published")).isTrue();
    }

    @Test
    void oneThatIsDownHoldsUpNobodyAndIsTriedAgain() {
        Instant later = clock.instant().plus(Duration.ofMinutes(7));
        mastodon.answers.add(new TryAgain("Mastodon answers 429", later));
        ProcessInstance run = approved(crisis(2), "progress");
        send(run);
        assertThat(places(run).get("bluesky").state()).isEqualTo("published");
        assertThat(places(run).get("mastodon"))
                .extracting(StatementOverview.Place::state, StatementOverview.Place::problem)
                .containsExactly("due", "Mastodon answers 429");

        pass(Duration.ofMinutes(6));
        send(run);
        assertThat(mastodon.asked).hasSize(1);
        pass(Duration.ofMinutes(2));
        send(run);
        assertThat(mastodon.asked)
                .hasSize(2)
                .extracting(Post::key, Post::since)
                .containsOnly(
                        tuple(mastodon.asked.get(0).key(), mastodon.asked.get(0).since()));
        assertThat(desk.ended(run, "End_Published")).isTrue();
    }

    @Test
    void oneThatStaysDownIsAPersonsTaskWhoMayTryItAgain() {
        for (int attempt = 0; attempt < 20; attempt++) {
            mastodon.answers.add(new TryAgain("Mastodon cannot be reached (ConnectException)", null));
        }
        ProcessInstance run = approved(crisis(2), "progress");
        for (int look = 0; look < 8; look++) {
            send(run);
            pass(Duration.ofMinutes(5));
        }
        assertThat(places(run).get("mastodon").state()).isEqualTo("refused");
        assertThat(problem(run).toString()).contains("After ", " attempts", "Mastodon cannot be reached");
        int before = mastodon.asked.size();
        assertThat(before).isBetween(5, 7);

        mastodon.answers.clear();
        handle(run, "again", "It is up again.");
        send(run);
        assertThat(mastodon.asked).hasSize(before + 1);
        assertThat(desk.ended(run, "End_Published")).isTrue();
    }

    @Test
    void aRefusalGoesToTheDepartmentAtOnce() {
        bluesky.answers.add(new GiveUp("Bluesky answers 401"));
        ProcessInstance run = approved(crisis(2), "progress");
        send(run);
        assertThat(problem(run)).isEqualTo("Bluesky answers 401");
        handle(run, "none", "The account is closed.");
        assertThat(places(run).get("bluesky"))
                .extracting(StatementOverview.Place::state, StatementOverview.Place::problem)
                .containsExactly("left-out", "The account is closed.");
        assertThat(desk.ended(run, "End_Published")).isTrue();
        assertThat(record.of(run.getBusinessKey(), 0, 200))
                .extracting(Act::kind)
                .contains(ActKind.PUBLICATION_REFUSED, ActKind.PUBLICATION_LEFT_OUT);
    }

    /** Bluesky here recognises nothing. */
    @Test
    void whatIsInDoubtIsNotSentAgainWithoutAPerson() {
        bluesky.answers.add(new InDoubt("no answer"));
        ProcessInstance run = approved(crisis(2), "progress");
        send(run);
        pass(Duration.ofHours(2));
        send(run);
        assertThat(bluesky.asked).hasSize(1);
        assertThat(problem(run).toString()).startsWith("In doubt").endsWith("no answer");

        handle(run, "stands", "Found it at https://example.com/found/1.");
        assertThat(bluesky.asked).hasSize(1);
        assertThat(places(run).get("bluesky"))
                .extracting(StatementOverview.Place::state, StatementOverview.Place::address)
                .containsExactly("published", "https://example.com/found/1");
        assertThat(desk.ended(run, "End_Published")).isTrue();
    }

    @Test
    void whatIsInDoubtIsSentAgainWhileTheChannelRecognisesIt() {
        mastodon.answers.add(new InDoubt("no answer"));
        ProcessInstance run = approved(crisis(2), "progress");
        send(run);
        assertThat(places(run).get("mastodon").state()).isEqualTo("due");
        pass(Duration.ofMinutes(1));
        send(run);
        assertThat(mastodon.asked).extracting(Post::attempt).containsExactly(1, 2);
        assertThat(places(run).get("mastodon").state()).isEqualTo("published");
    }

    /** As after a kill -9 between the call and the note of its end. */
    @Test
    void aNodeThatDiedInTheMiddleLeavesADoubtNotADouble() {
        ProcessInstance run = approved(crisis(2), "progress");
        sql.sql("""
                        update publication set state = 'sending', attempts = 1, first_tried_at = ?,
                            taken_until = current_timestamp - interval '1' second
                        where channel in ('mastodon', 'bluesky')
                          and statement_id in (select id from statement where process_instance = ?)""")
                .params(clock.instant().atOffset(java.time.ZoneOffset.UTC), run.getId())
                .update();
        send(run);
        // one knows what it was sent, the other does not
        assertThat(mastodon.asked).extracting(Post::attempt).containsExactly(2);
        assertThat(bluesky.asked).isEmpty();
        assertThat(places(run).get("bluesky").state()).isEqualTo("doubt");
        handle(run, "again", "Looked: it is not there.");
        send(run);
        assertThat(bluesky.asked).hasSize(1);
        assertThat(desk.ended(run, "End_Published")).isTrue();
    }

    @Test
    void whatSetsFactsRightGoesWhereverThePublicReadOfThem() {
        String crisis = crisis(2);
        ProcessInstance first = approved(crisis, "progress");
        send(first);
        // by now the table would tell the page alone
        desk.move(crisis, 3, "responding");
        ProcessInstance right = approved(crisis, "clarification");
        send(right);
        assertThat(places(right)).containsOnlyKeys("statuspage", "mastodon", "bluesky");
        assertThat(mastodon.asked.get(1).conversation()).isEqualTo(new Conversation("mastodon-1", "mastodon-1"));
        assertThat(desk.ended(right, "End_Published")).isTrue();
    }

    @Test
    void nobodyReadsACorrectionBeforeWhatItCorrects() {
        mastodon.answers.add(new TryAgain("Mastodon answers 503", null));
        String crisis = crisis(2);
        ProcessInstance first = approved(crisis, "progress");
        send(first);
        pass(Duration.ofSeconds(1));
        ProcessInstance second = approved(crisis, "clarification");
        send(second);
        assertThat(mastodon.asked).hasSize(1);
        pass(Duration.ofMinutes(1));
        send(first, second);
        assertThat(mastodon.asked)
                .extracting(post -> post.statement().kind())
                .containsExactly(StatementKind.PROGRESS, StatementKind.PROGRESS, StatementKind.CLARIFICATION);
        assertThat(mastodon.asked.get(2).conversation()).isNotNull();
    }

    /** Mastodon would know the post for an hour; the backup may be older. */
    @Test
    void afterARestoreAPersonLooksWhetherItStandsThere() {
        ProcessInstance run = approved(crisis(2), "progress");
        afterRestore.on(new SafeMode.Began(SafeModeSettings.Reason.ABSENCE, 0));
        assertThat(places(run).get("mastodon").state()).isEqualTo("due");
        afterRestore.on(new SafeMode.Began(SafeModeSettings.Reason.RESTORE, 0));
        send(run);
        sendPosts.tell();
        desk.runJobs(run);
        assertThat(mastodon.asked).isEmpty();
        assertThat(engine.getTaskService()
                        .createTaskQuery()
                        .processInstanceId(run.getId())
                        .taskDefinitionKey("User_PublishByHand")
                        .count())
                .isEqualTo(2);
    }

    @Test
    void whatNobodyWantsAnyMoreIsNotSent() {
        ProcessInstance run = approved(crisis(2), "progress");
        engine.getRuntimeService().deleteProcessInstance(run.getId(), "called off");
        send();
        assertThat(mastodon.asked).isEmpty();
        assertThat(places(run).get("mastodon").state()).isEqualTo("left-out");
    }
}
