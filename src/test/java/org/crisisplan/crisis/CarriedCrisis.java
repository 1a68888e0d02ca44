package org.crisisplan.crisis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.crisisplan.access.Visitor;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A whole crisis over HTTP, as the people of the demonstration carry it: each task is listed, its form read, claimed and submitted
 * by somebody of its group. When the next task is there, and who is asked, is looked up in the database beside the product, so
 * that waiting costs the product nothing.
 */
final class CarriedCrisis {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(3);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final int MOST_TASKS = 100;

    private static final Map<String, String> PERSON_OF = Map.of(
            "publicRelations", "pr",
            "technology", "tech",
            "legal", "legal",
            "customerService", "service",
            "contentReview", "content",
            "finance", "finance",
            "management", "manager");

    private static final String REPORT =
            """
            {"title": "Nothing answers anywhere", "description": "Nobody can log in, and one article about it is wrong.",
             "kinds": [%s],
             "facts": {"outageScope": "nationwide", "unresponsiveMinutes": 30, "coreDatabaseDestroyed": true}}
            """.formatted(FormFiller.KINDS.stream().map("\"%s\""::formatted).collect(Collectors.joining(", ")));

    private record Open(String id, String step, String group) {}

    private final Visitor http;
    private final JdbcClient database;
    private final Map<String, Integer> done = new TreeMap<>();
    private int requests;
    private String number = "";

    CarriedCrisis(int port, JdbcClient database) {
        this.http = new Visitor(port);
        this.database = database;
    }

    /** From the report to the archived case, and until nothing is left to be done for it. */
    void carry() throws IOException, InterruptedException {
        number = ask("pr", "POST", "/api/crises", REPORT).path("number").asText();
        settle();
        for (Optional<Open> next = next(); next.isPresent(); next = next()) {
            if (tasks() >= MOST_TASKS) {
                throw new IllegalStateException("The crisis does not come to an end: " + done);
            }
            answer(next.get());
            settle();
        }
        JsonNode crisis = ask("pr", "GET", "/api/crises/" + number, "");
        if (!crisis.path("phase").asText().equals("closed")
                || crisis.path("level").asInt() != 1) {
            throw new IllegalStateException("No task is open, but the crisis is " + crisis);
        }
    }

    /** How many tasks were completed. */
    int tasks() {
        return done.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** How often which step was answered. */
    Map<String, Integer> steps() {
        return done;
    }

    int requests() {
        return requests;
    }

    private void answer(Open task) throws IOException, InterruptedException {
        String person = PERSON_OF.get(task.group());
        String address = "/engine-rest/task/" + task.id();
        JsonNode listed = ask(
                person,
                "GET",
                "/engine-rest/task?candidateGroup=" + task.group() + "&processInstanceBusinessKey=" + number
                        + "&sortBy=created&sortOrder=asc",
                "");
        if (StreamSupport.stream(listed.spliterator(), false)
                .noneMatch(one -> one.path("id").asText().equals(task.id()))) {
            throw new IllegalStateException(task + " is not on the list of " + person + ": " + listed);
        }
        JsonNode form = ask(person, "GET", address + "/deployed-form", "");
        ask(person, "POST", address + "/claim", "{\"userId\": \"" + person + "\"}");
        ask(person, "POST", address + "/submit-form", FormFiller.submission(form));
        done.merge(task.step(), 1, Integer::sum);
    }

    private JsonNode ask(String person, String method, String path, String body) throws IOException {
        requests++;
        HttpResponse<String> answer = http.asMachine(person, method, path, body);
        if (answer.statusCode() / 100 != 2) {
            throw new IllegalStateException(
                    person + " " + method + " " + path + " " + body + ": " + answer.statusCode() + " " + answer.body());
        }
        return JSON.readTree(answer.body());
    }

    private Optional<Open> next() {
        return database.sql("""
                        select t.id_, t.task_def_key_, min(l.group_id_) as group_ from act_ru_task t
                        join act_ru_identitylink l on l.task_id_ = t.id_ and l.group_id_ is not null
                        group by t.id_, t.task_def_key_, t.create_time_ order by t.create_time_, t.id_ limit 1""")
                .query((row, index) -> new Open(row.getString(1), row.getString(2), row.getString(3)))
                .optional();
    }

    /** Until no job is due, and none became due meanwhile. */
    private void settle() throws InterruptedException {
        long giveUp = System.nanoTime() + LONGEST_WAIT.toNanos();
        int quiet = 0;
        while (quiet < 2) {
            quiet = dueJobs().isEmpty() ? quiet + 1 : 0;
            if (System.nanoTime() > giveUp) {
                throw new IllegalStateException("Jobs are not done: " + dueJobs());
            }
            Thread.sleep(PAUSE.toMillis());
        }
        List<String> failed = database.sql("select exception_msg_ from act_ru_job where exception_msg_ is not null")
                .query(String.class)
                .list();
        if (!failed.isEmpty()) {
            throw new IllegalStateException("Jobs failed: " + failed);
        }
    }

    private List<String> dueJobs() {
        return database.sql("""
                        select handler_type_ || ' ' || coalesce(handler_cfg_, '') from act_ru_job
                        where retries_ > 0 and suspension_state_ = 1
                        and (duedate_ is null or duedate_ <= now() at time zone 'UTC')""").query(String.class).list();
    }
}
