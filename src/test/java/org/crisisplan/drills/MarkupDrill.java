package org.crisisplan.drills;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.camunda.bpm.engine.task.Task;
import org.crisisplan.access.Visitor;
import org.crisisplan.crisis.Kind;
import org.crisisplan.crisis.Phase;
import org.crisisplan.crisis.record.Act;
import org.crisisplan.crisis.record.ActKind;
import org.crisisplan.crisis.record.CrisisRecord;
import org.crisisplan.signals.trigger.ManualTriage;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * People write markup and expressions into every text of the API and of every form, over HTTP as Tasklist does. It stays what they
 * wrote: kept to the letter, computed by nobody, and shown as text on every page and in every mail.
 */
class MarkupDrill extends Drill {

    @Autowired
    CrisisRecord record;

    /** What any of the expressions would become if somebody computed it. */
    private static final String COMPUTED = "1245106";

    private static final String WRITTEN =
            "<script>alert(1)</script><img src=x onerror=alert(2)> ${1234*1009} #{1234*1009}"
                    + " {{1234*1009}} [[${1234*1009}]] =1234*1009 \"'&amp; so";

    private static final String WRITTEN_ZH = "中文：" + WRITTEN;

    private static final List<String> AS_MARKUP = List.of("<script>alert", "<img src=x", COMPUTED);
    private static final String AS_TEXT = "&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=alert(2)&gt;";

    /**
     * Asked in the shorter stories, but for handNote, which needs a channel that refuses, and for what is asked beside a crisis: of a drill, a duty
     * or an improvement.
     */
    private static final Set<String> ELSEWHERE = Set.of(
            "caseRecord",
            "consentReason",
            "falseAlarmReason",
            "crisisTitle",
            "crisisDescription",
            "handNote",
            "declineReason",
            "newQuestion",
            "reachedHow",
            "unreachedHow",
            "contactHow",
            "documentReference",
            "drillAdvice",
            "drillCommand",
            "drillEquipment",
            "drillExecution",
            "drillHandling",
            "drillPlanFitness",
            "filingNumber",
            "filingReason",
            "filingText",
            "itemResult");

    private final Set<String> drafted = new HashSet<>();

    @LocalServerPort
    int port;

    @Autowired
    ManualTriage judging;

    @Autowired
    ObjectMapper json;

    @Test
    void everyTextOfAWholeCrisisStaysText() throws IOException {
        reported(WRITTEN, Kind.TECHNICAL, facts("leakedUsers", 6_000_000));
        answers("User_VerifyReport", "technical", true, "content", true);
        teamWorksUntil("User_SignActivation");
        answer(theTask("User_SignActivation", "legal"), "signature", "object");
        answers("User_DecideOnObjection");
        teamWorksUntil("User_ApproveStatement");
        answer(theTask("User_ApproveStatement", "legal"), "verdict", "reject");
        open("User_DraftStatement").forEach(this::answer);
        open("User_ApproveStatement").forEach(this::answer);

        Visitor member = new Visitor(port).loggedInAs("pr");
        for (String page : List.of("/", "/crises/" + number)) {
            shownAsText(member.page(page));
        }
        for (String list : List.of("/crises", "/outbox")) {
            shownAsText(withThisCrisis(member, list));
        }
        for (String page : List.of("/status", "/status/" + number)) {
            shownAsText(new Visitor(port).page(page));
        }

        passes("PT1H");
        open("User_ReportTechnicalProgress").forEach(this::answer);
        passes("PT1H");
        answer(theTask("User_ApproveStatement"), "verdict", "reject");
        assertThat(runtime.getVariable(theTask("User_DraftStatement").getExecutionId(), "statementTextEn"))
                .as("prefilled from what was told for the public")
                .asString()
                .contains(WRITTEN);

        teamWorksUntil("User_HoldReview");
        answers("User_HoldReview", fiveImprovements());
        teamWorksToTheEnd();
        shownAsText(member.page("/crises/" + number));
        shownAsText(new Visitor(port).page("/status/" + number));
        writtenIntoMailsAsText();

        Set<String> all = textsOfAllForms();
        all.removeAll(ELSEWHERE);
        assertThat(keptToTheLetter()).as("every text that a form asks for").containsAll(all);
    }

    @Test
    void soDoTheTextsOfADepartmentsCase() {
        reportedInTasklist();
        answers("User_VerifyReport", "content", true);
        answers("User_HandleCase");

        assertThat(crisis().phase()).isEqualTo(Phase.CLOSED);
        assertThat(keptToTheLetter()).contains("caseRecord");
    }

    @Test
    void soDoesTheReasonOfAFalseAlarmAndOfAMilderLevel() {
        reported(WRITTEN, Kind.TECHNICAL, facts("leakedUsers", 20_000));
        answers("User_VerifyReport", "technical", true);
        newFacts(facts("leakedUsers", 500));
        answers("User_ConsentToDowngrade");
        assertThat(keptToTheLetter()).contains("consentReason");

        reported(WRITTEN, Kind.TECHNICAL, facts());
        answers("User_VerifyReport", "isCrisis", "no");
        assertThat(crisis().phase()).isEqualTo(Phase.FALSE_ALARM);
        assertThat(keptToTheLetter()).contains("falseAlarmReason");
    }

    @Test
    void soDoInquiriesAndWhatBecomesOfThem() {
        reported(WRITTEN, Kind.TECHNICAL, facts("leakedUsers", 20_000));
        for (String decision : List.of("decline", "draft")) {
            HttpResponse<String> asked = send(
                    "service",
                    "/api/crises/" + number + "/inquiries",
                    Map.of("question", WRITTEN, "asker", "A reporter", "way", "phone", "address", "010 5550"));
            assertThat(asked.statusCode()).as(asked.body()).isEqualTo(201);
            runDueJobs();
            answerAs("service", theTask("User_AnswerInquiry"), "inquiryDecision", decision);
        }
        assertThat(keptToTheLetter()).contains("declineReason", "newQuestion");
        shownAsText(new Visitor(port).loggedInAs("pr").page("/crises/" + number + "/inquiries"));
    }

    @Test
    void soDoWordsAboutSignalsThatNoTableCanJudge() {
        judging.ask("markup", WRITTEN);
        Task task = tasks.createTaskQuery()
                .processInstanceBusinessKey("markup")
                .taskDefinitionKey("User_TriageSignals")
                .singleResult();
        answerAs("pr", task);

        number = sql.sql("select crisis from signal_subject where subject = 'markup'")
                .query(String.class)
                .single();
        assertThat(crisis().title()).isEqualTo(WRITTEN);
        assertThat(crisis().description()).isEqualTo(WRITTEN);
        shownAsText(new Visitor(port).loggedInAs("pr").page("/crises/" + number));
        sql.sql("delete from signal_subject where subject = 'markup'").update();
        sql.sql("delete from signal_trigger where subject = 'markup'").update();
    }

    /** By the API instead of within Java. */
    @Override
    protected void reported(String title, Kind kind, Map<String, Object> facts) {
        HttpResponse<String> answer = send(
                "pr",
                "/api/crises",
                Map.of("title", title, "description", WRITTEN, "kinds", List.of(kind), "facts", facts));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        JsonNode crisis = read(answer.body());
        assertThat(crisis.path("title").asText()).isEqualTo(WRITTEN);
        number = crisis.path("number").asText();
        runDueJobs();
    }

    private static Object[] fiveImprovements() {
        return IntStream.rangeClosed(1, 5)
                .boxed()
                .flatMap(item -> Stream.of(
                        "itemKind" + item, "training", "itemOwner" + item, "legal", "itemDue" + item, "2027-01-15"))
                .toArray();
    }

    private void reportedInTasklist() {
        Map<String, Object> report = Map.of("title", WRITTEN, "description", WRITTEN, "content", true);
        HttpResponse<String> answer =
                send("service", "/engine-rest/process-definition/key/crisis-response/submit-form", variables(report));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        number = read(answer.body()).path("businessKey").asText();
        runDueJobs();
    }

    /** As Tasklist does it: reads the form of the task and posts what was entered; whoever drafts tells all facts for it first. */
    @Override
    protected void answerAs(String person, Task task, Object... fields) {
        Task answered = task;
        if (task.getTaskDefinitionKey().equals("User_DraftStatement") && drafted.add(task.getProcessInstanceId())) {
            for (String facts : List.of("facts-zh", "facts-en")) {
                post(person, answered, "draftDecision", facts, "causeState", "publishable");
                answered = tasks.createTaskQuery()
                        .processInstanceId(task.getProcessInstanceId())
                        .singleResult();
            }
        }
        post(person, answered, fields);
    }

    private void post(String person, Task task, Object... fields) {
        Map<String, Object> entered = Answers.usual(task.getTaskDefinitionKey());
        for (int i = 0; i < fields.length; i += 2) {
            entered.put((String) fields[i], fields[i + 1]);
        }
        JsonNode form = read(new Visitor(port)
                .asMachine(person, "GET", "/engine-rest/task/" + task.getId() + "/deployed-form", "")
                .body());
        writeInto(entered, form);

        HttpResponse<String> answer =
                send(person, "/engine-rest/task/" + task.getId() + "/submit-form", variables(entered));
        assertThat(answer.statusCode())
                .as(task.getTaskDefinitionKey() + ": " + answer.body())
                .isEqualTo(204);
        runDueJobs();
    }

    private void writeInto(Map<String, Object> entered, JsonNode form) {
        for (JsonNode component : form.path("components")) {
            String key = component.path("key").asText();
            if (isText(component)) {
                entered.put(key, key.endsWith("Zh") ? WRITTEN_ZH : WRITTEN);
            } else {
                writeInto(entered, component);
            }
        }
    }

    private static boolean isText(JsonNode component) {
        return Set.of("textfield", "textarea").contains(component.path("type").asText())
                && !component.path("readonly").asBoolean();
    }

    private Map<String, Object> variables(Map<String, Object> entered) {
        Map<String, Object> variables = new HashMap<>();
        entered.forEach((name, value) -> variables.put(name, Map.of("value", value)));
        return Map.of("variables", variables);
    }

    /** What the record keeps exactly as it was written, by the names of the fields; nothing in it became anything else. */
    private Set<String> keptToTheLetter() {
        Set<String> written = new TreeSet<>();
        for (Act act : record.of(number, 0, 10_000)) {
            Map<String, Object> words = act.words() == null ? Map.of() : act.words();
            assertThat(String.valueOf(words)).doesNotContain(COMPUTED);
            words.forEach((name, value) -> {
                if (WRITTEN.equals(value) || WRITTEN_ZH.equals(value)) {
                    written.add(act.kind() == ActKind.FACT_TOLD ? act.subject() : name);
                }
            });
        }
        assertThat(written).contains("title", "description");
        return written;
    }

    private void writtenIntoMailsAsText() throws IOException {
        List<String> bodies = sql.sql("select body from delivery where number = ?")
                .param(number)
                .query(String.class)
                .list();
        assertThat(bodies)
                .isNotEmpty()
                .allMatch(body -> body.contains(WRITTEN))
                .noneMatch(body -> body.contains(COMPUTED));
        assertThat(mails.messages())
                .isNotEmpty()
                .allSatisfy(mail -> assertThat(mail.getContentType()).doesNotContain("html"));
    }

    /** What other tests left behind may stand on the pages before. */
    private HttpResponse<String> withThisCrisis(Visitor member, String list) {
        HttpResponse<String> page = member.page(list);
        for (int next = 1; !page.body().contains(number); next++) {
            String before = page.body();
            page = member.page(list + "?page=" + next);
            assertThat(page.body()).as("%s, page %d of %s", number, next, list).isNotEqualTo(before);
        }
        return page;
    }

    private static void shownAsText(HttpResponse<String> page) {
        assertThat(page.statusCode()).as("%s", page).isEqualTo(200);
        assertThat(page.body()).as("%s", page.uri()).contains(AS_TEXT).doesNotContain(AS_MARKUP);
    }

    private static Set<String> textsOfAllForms() throws IOException {
        Set<String> keys = new TreeSet<>();
        try (Stream<Path> files = Files.list(Path.of("forms"))) {
            files.forEach(file -> {
                try {
                    new ObjectMapper()
                            .readTree(file.toFile()).findParents("key").stream()
                                    .filter(MarkupDrill::isText)
                                    .forEach(component ->
                                            keys.add(component.path("key").asText()));
                } catch (IOException unreadable) {
                    throw new UncheckedIOException(unreadable);
                }
            });
        }
        return keys;
    }

    private HttpResponse<String> send(String person, String path, Object body) {
        return new Visitor(port).asMachine(person, "POST", path, text(body));
    }

    private String text(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException notJson) {
            throw new UncheckedIOException(notJson);
        }
    }

    private JsonNode read(String text) {
        try {
            return json.readTree(text);
        } catch (JsonProcessingException notJson) {
            throw new UncheckedIOException(text, notJson);
        }
    }
}
