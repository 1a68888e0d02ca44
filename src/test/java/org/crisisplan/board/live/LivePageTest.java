package org.crisisplan.board.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.crisisplan.PlanTest;
import org.crisisplan.access.Visitor;
import org.crisisplan.crisis.Crises;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.crisis.CrisisFacts;
import org.crisisplan.crisis.CrisisPlan;
import org.crisisplan.crisis.CrisisReport;
import org.crisisplan.crisis.Kind;
import org.crisisplan.crisis.record.CrisisRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The live page of a crisis over HTTP: what it shows, how soon it hears of an act, and the notes that people write there. */
@PlanTest
class LivePageTest {

    private static final int PAGES = 300;
    private static final int PAGES_OF_ONE = 25;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
    private static final byte[] PICTURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 1, 2, 3};

    @LocalServerPort
    int port;

    @Autowired
    CrisisPlan plan;

    @Autowired
    Crises crises;

    @Autowired
    CrisisFacts facts;

    @Autowired
    CrisisRecord record;

    @Autowired
    RuntimeService runtime;

    @Autowired
    TaskService tasks;

    @Autowired
    ActWatch watch;

    @Autowired
    PlatformTransactionManager transactions;

    private String number = "";

    @BeforeEach
    void report() {
        ClockUtil.reset();
        number = plan.open(new CrisisReport(
                        "Nobody can pay",
                        "Every card is refused.",
                        Set.of(Kind.TECHNICAL),
                        Map.of("keyBusiness", "payment", "downtimeHours", 1)))
                .number();
    }

    @AfterEach
    void end() {
        ClockUtil.reset();
        cancel();
    }

    private void cancel() {
        runtime.createProcessInstanceQuery()
                .processInstanceBusinessKey(number)
                .rootProcessInstances()
                .list()
                .forEach(left -> runtime.deleteProcessInstance(left.getId(), "seen"));
    }

    /** A page that listens; what it hears it asks for at once, as the script does. */
    private static final class Page implements Flow.Subscriber<String> {

        private final Queue<String> heard = new ConcurrentLinkedQueue<>();
        private final CompletableFuture<Void> over = new CompletableFuture<>();
        private volatile Runnable news = () -> {};
        private volatile String newest = "";

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(String line) {
            if (line.startsWith("data:") && line.length() > 5 && !line.equals(newest)) {
                newest = line;
                heard.add(line.substring(5));
                news.run();
            }
        }

        @Override
        public void onError(Throwable broken) {
            over.complete(null);
        }

        @Override
        public void onComplete() {
            over.complete(null);
        }
    }

    private Page listen(HttpClient client, Visitor visitor, String crisis) {
        Page page = new Page();
        client.sendAsync(
                visitor.withCookies("/crises/" + crisis + "/events")
                        .header("Accept", "text/event-stream")
                        .GET()
                        .build(),
                BodyHandlers.fromLineSubscriber(page));
        return page;
    }

    @Test
    void anActIsOnEveryOpenPageSoonAlsoWithThreeHundredOfThem() throws InterruptedException {
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .executor(Executors.newFixedThreadPool(8, work -> {
                    Thread thread = new Thread(work, "pages");
                    thread.setDaemon(true);
                    return thread;
                }))
                .build();
        List<String> people =
                List.of("pr", "tech", "legal", "service", "content", "finance", "manager", "auditor", "admin");
        List<Page> pages = new ArrayList<>();
        List<Visitor> readers = new ArrayList<>();
        int before = watch.listeners();
        for (int i = 0; i < PAGES / PAGES_OF_ONE; i++) {
            Visitor reader = new Visitor(port).loggedInAs(people.get(i % people.size()));
            for (int j = 0; j < PAGES_OF_ONE; j++) {
                pages.add(listen(client, reader, number));
                readers.add(reader);
            }
        }
        await().atMost(LONGEST_WAIT)
                .until(() ->
                        watch.listeners() >= before + PAGES && pages.stream().noneMatch(page -> page.heard.isEmpty()));

        Visitor writer = new Visitor(port).loggedInAs("pr");
        // the first act is a product's first: it compiles what all later ones use
        for (String note : List.of("The supplier confirms it", "The supplier mends it", "The supplier is done")) {
            System.out.printf(
                    "%d open pages showed an act within %d ms after it was sent%n",
                    PAGES, actReachesAll(note, client, pages, readers, writer));
        }

        // logging out ends the streams of that login, and of no other
        readers.get(0).submits("/crises/" + number, "/logout", Map.of());
        await().atMost(LONGEST_WAIT)
                .until(() -> pages.subList(0, PAGES_OF_ONE).stream().allMatch(page -> page.over.isDone()));
        assertThat(pages.subList(PAGES_OF_ONE, PAGES)).noneMatch(page -> page.over.isDone());
        for (int i = PAGES_OF_ONE; i < PAGES; i += PAGES_OF_ONE) {
            readers.get(i).submits("/crises/" + number, "/logout", Map.of());
        }
        await().atMost(LONGEST_WAIT).until(() -> pages.stream().allMatch(page -> page.over.isDone()));
    }

    /** @return after how many milliseconds the last page showed it */
    private long actReachesAll(String note, HttpClient client, List<Page> pages, List<Visitor> readers, Visitor writer)
            throws InterruptedException {
        Queue<Long> arrivals = new ConcurrentLinkedQueue<>();
        CountDownLatch all = new CountDownLatch(PAGES);
        long[] written = new long[1];
        for (int i = 0; i < PAGES; i++) {
            Visitor reader = readers.get(i);
            pages.get(i).news = () -> ask(client, reader, note, () -> {
                arrivals.add(System.nanoTime() - written[0]);
                all.countDown();
            });
        }
        written[0] = System.nanoTime();
        assertThat(writer.submits("/crises/" + number, "/crises/" + number + "/notes", Map.of("text", note))
                        .statusCode())
                .isEqualTo(302);

        assertThat(all.await(LONGEST_WAIT.toSeconds(), TimeUnit.SECONDS))
                .as("All pages show the note; %d did", arrivals.size())
                .isTrue();
        return arrivals.stream().mapToLong(Long::longValue).max().orElse(0) / 1_000_000;
    }

    /** As the script does: not all at the same moment, and again when the server has no place at the moment. */
    private void ask(HttpClient client, Visitor reader, String note, Runnable shown) {
        CompletableFuture.delayedExecutor(ThreadLocalRandom.current().nextInt(300, 600), TimeUnit.MILLISECONDS)
                .execute(() -> client.sendAsync(
                                reader.withCookies("/crises/" + number + "/live")
                                        .GET()
                                        .build(),
                                BodyHandlers.ofString())
                        .thenAccept(answer -> {
                            if (answer.body().contains(note)) {
                                shown.run();
                            } else if (answer.statusCode() == 503) {
                                ask(client, reader, note, shown);
                            }
                        }));
    }

    @Test
    void theFrontPageHearsOfACrisisThatIsNew() {
        Visitor reader = new Visitor(port).loggedInAs("pr");
        Page page = listen(HttpClient.newHttpClient(), reader, "open");
        await().atMost(LONGEST_WAIT).until(() -> page.heard.size() == 1);

        plan.reportFacts(number, Map.of("leakedUsers", 900_000));

        await().atMost(LONGEST_WAIT).until(() -> page.heard.size() > 1);
        reader.submits("/crises/" + number, "/logout", Map.of());
        await().atMost(LONGEST_WAIT).until(page.over::isDone);
    }

    @Test
    void whoMayNotReadCrisesHearsNothing() {
        Visitor analyst = new Visitor(port).loggedInAs("analyst");
        assertThat(analyst.get("/crises/" + number + "/events").statusCode()).isEqualTo(403);
        assertThat(analyst.get("/crises/open/events").statusCode()).isEqualTo(403);
        assertThat(analyst.get("/crises/" + number + "/live").statusCode()).isEqualTo(403);
        assertThat(new Visitor(port).get("/crises/" + number + "/events").statusCode())
                .isEqualTo(401);
        assertThat(new Visitor(port)
                        .loggedInAs("pr")
                        .get("/crises/CR-1999-0001/events")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void partsThatDidNotChangeAreNotSentAgain() {
        Visitor reader = new Visitor(port).loggedInAs("pr");
        String address = "/crises/" + number + "/live";
        ClockUtil.setCurrentTime(Date.from(Instant.parse("2026-11-23T08:00:00Z")));
        HttpResponse<String> first = reader.get(address);
        String tag = first.headers().firstValue("ETag").orElseThrow();

        assertThat(again(reader, address, tag)).isEqualTo(304);

        plan.reportFacts(number, Map.of("discussions", 5));
        assertThat(again(reader, address, tag)).isEqualTo(200);
    }

    private static int again(Visitor reader, String address, String tag) {
        return HttpClient.newHttpClient()
                .sendAsync(
                        reader.withCookies(address).header("If-None-Match", tag).build(), BodyHandlers.discarding())
                .join()
                .statusCode();
    }

    @Test
    void theNearestClockStandsInTheBarAndMissedOnesSaySo() {
        Instant due = tasks.createTaskQuery()
                .processInstanceBusinessKey(number)
                .singleResult()
                .getDueDate()
                .toInstant();
        Visitor reader = new Visitor(port).loggedInAs("pr");

        assertThat(part("bar", page(reader)))
                .contains(
                        "Nobody can pay",
                        "Verifying",
                        "nobody leads yet",
                        "Task due",
                        "Verify the report",
                        due.toString());

        ClockUtil.setCurrentTime(Date.from(due.plus(Duration.ofMinutes(7))));
        assertThat(part("bar", page(reader))).contains("overdue by 7 min", "missed");
        assertThat(part("who", page(reader))).contains("class=\"late\"", "Technology", "not taken for", "tel:");
    }

    @Test
    void whoeverIsAskedSeesTheirTaskAndOthersDoNot() {
        String task = tasks.createTaskQuery()
                .processInstanceBusinessKey(number)
                .singleResult()
                .getId();
        assertThat(part("you", page(new Visitor(port).loggedInAs("tech"))))
                .contains("/tasks/" + task, "Take this task");
        assertThat(part("you", page(new Visitor(port).loggedInAs("finance"))))
                .contains("Nothing waits for you here.")
                .doesNotContain("/tasks/");
    }

    @Test
    void factsAreShownWithWhoSaidThemAndWhatNobodySaidAsNotKnown() {
        assertThat(part("numbers", page(new Visitor(port).loggedInAs("legal"))))
                .containsPattern("(?s)How many posts discuss it\\?.{0,200}not known");

        Visitor service = new Visitor(port).loggedInAs("service");
        service.submits("/crises/" + number, "/crises/" + number + "/facts", Map.of("discussions", "4200"));

        assertThat(part("numbers", page(new Visitor(port).loggedInAs("legal"))))
                .containsPattern("(?s)How many posts discuss it\\?.{0,200}4,200.{0,200}\\(service\\)");
    }

    @Test
    void managementsInstructionIsPinnedOnTheSituation() {
        new TransactionTemplate(transactions)
                .executeWithoutResult(open -> crises.tell(
                        number,
                        List.of(new org.crisisplan.crisis.ToldFact(
                                "managementInstruction", "Say nothing about the supplier", true, null))));

        assertThat(part("situation", page(new Visitor(port).loggedInAs("legal"))))
                .contains("Management’s instruction", "Say nothing about the supplier");
    }

    @Test
    void aBetterLevelThatNobodyAgreedToSaysThatItWaits() {
        List<Crisis.Reason> reasons = List.of(new Crisis.Reason("R28", "Over 10 000 users"));
        new TransactionTemplate(transactions).executeWithoutResult(open -> crises.grade(number, 1, reasons, true));
        new TransactionTemplate(transactions).executeWithoutResult(open -> crises.grade(number, 2, reasons, false));

        assertThat(part("bar", page(new Visitor(port).loggedInAs("pr"))))
                .contains("Level 1", "Lowering to level 2 waits for the consent of");
    }

    @Test
    void aNoteKeepsWhenItHappenedAndItsFileAndCanBePinned() {
        Visitor pr = new Visitor(port).loggedInAs("pr");
        HttpResponse<String> answer = upload(pr, "The gateway's lamp is red", "2026-01-05T09:30", "l?mp.png", PICTURE);
        assertThat(answer.statusCode()).isEqualTo(302);
        int act = record.count(number);

        String timeline = part("timeline", page(new Visitor(port).loggedInAs("legal")));
        assertThat(timeline)
                .contains(
                        "The gateway&#39;s lamp is red",
                        "Happened",
                        "2026-01-05 09:30",
                        "l_mp.png",
                        "/notes/" + act + "/file");
        assertThat(part("situation", page(pr))).doesNotContain("The gateway&#39;s lamp is red");

        pr.submits("/crises/" + number, "/crises/" + number + "/notes/pin", Map.of("pin", String.valueOf(act)));
        assertThat(part("situation", page(pr))).contains("The gateway&#39;s lamp is red", "Pinned");
        pr.submits("/crises/" + number, "/crises/" + number + "/notes/pin", Map.of("unpin", String.valueOf(act)));
        assertThat(part("situation", page(pr))).doesNotContain("The gateway&#39;s lamp is red");

        HttpResponse<byte[]> file = HttpClient.newHttpClient()
                .sendAsync(
                        pr.withCookies("/crises/" + number + "/notes/" + act + "/file")
                                .build(),
                        BodyHandlers.ofByteArray())
                .join();
        assertThat(file.body()).isEqualTo(PICTURE);
        assertThat(file.headers().firstValue("Content-Disposition").orElseThrow())
                .startsWith("attachment");
        assertThat(file.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(record.firstBroken(number)).isEmpty();

        new Visitor(port)
                .loggedInAs("admin")
                .submits(
                        "/crises/" + number + "/record",
                        "/crises/" + number + "/record/" + act + "/erase",
                        Map.of("why", "Somebody is on the picture"));
        assertThat(pr.get("/crises/" + number + "/notes/" + act + "/file").statusCode())
                .isEqualTo(404);
        assertThat(page(pr)).doesNotContain("The gateway&#39;s lamp is red");
        assertThat(record.firstBroken(number)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'', '', x.txt, words, Write a note",
        "Seen, 2999-01-01T00:00, x.txt, words, The time must not lie ahead.",
        "Seen, yesterday, x.txt, words, The time must not lie ahead.",
        "Seen, '', x.png, <html>\u0001</html>, 'This is not a picture, a PDF or a text.'"
    })
    void aNoteThatCannotBeIsShownAgainAndNotKept(
            String text, String happened, String name, String content, String said) {
        Visitor pr = new Visitor(port).loggedInAs("pr");
        int before = record.count(number);

        HttpResponse<String> answer = upload(pr, text, happened, name, content.getBytes(StandardCharsets.UTF_8));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("The note was not kept.", said, text);
        assertThat(record.count(number)).isEqualTo(before);
    }

    @Test
    void aFileThatIsTooLargeIsRefused() {
        Visitor pr = new Visitor(port).loggedInAs("pr");
        byte[] large = new byte[10 * 1024 * 1024 + 1];
        java.util.Arrays.fill(large, (byte) 'x');

        assertThat(upload(pr, "Seen", "", "x.txt", large).body()).contains("The file is larger than 10 MB.");
    }

    @Test
    void aCrisisThatIsOverTakesNoNote() {
        Visitor pr = new Visitor(port).loggedInAs("pr");
        String token = Visitor.formToken(pr.page("/crises/" + number).body());
        cancel();
        int before = record.count(number);

        HttpResponse<String> answer = form(pr, "/crises/" + number + "/notes", "text=Late&_csrf=" + token);

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(page(pr))
                .contains("The crisis is over and takes nothing more.")
                .doesNotContain("note-form");
        assertThat(record.count(number)).isEqualTo(before);
    }

    @Test
    void whatIsNewSinceSomebodyLookedIsCounted() {
        ClockUtil.setCurrentTime(Date.from(Instant.parse("2027-01-04T04:00:00Z")));
        Visitor legal = new Visitor(port).loggedInAs("legal");
        assertThat(page(legal)).doesNotContain("new since you looked");
        ClockUtil.setCurrentTime(Date.from(Instant.parse("2027-01-04T04:30:00Z")));
        plan.reportFacts(number, Map.of("discussions", 1));

        assertThat(page(legal)).containsPattern("\\d+ new since you looked at 2027-01-04 \\d{2}:00");
    }

    @Test
    void theTimelineShowsWhatSomebodyAskedFor() {
        Visitor pr = new Visitor(port).loggedInAs("pr");
        pr.submits("/crises/" + number, "/crises/" + number + "/notes", Map.of("text", "Called the bank"));

        assertThat(part(
                        "timeline",
                        pr.page("/crises/" + number + "?topic=notes").body()))
                .contains("Called the bank")
                .doesNotContain("Task offered");
        assertThat(part("timeline", pr.page("/crises/" + number + "?by=pr").body()))
                .contains("Called the bank")
                .doesNotContain("Task offered");
        assertThat(part(
                        "timeline",
                        pr.page("/crises/" + number + "?topic=tasks").body()))
                .contains("Task offered")
                .doesNotContain("Called the bank");
        assertThat(part("timeline", pr.page("/crises/" + number + "?before=2").body()))
                .contains("Reported", "Newest")
                .doesNotContain("Called the bank");
    }

    @Test
    void aFormOfALoginThatEndedSaysSoAndLeadsBack() {
        Visitor nobody = new Visitor(port);
        nobody.page("/login");
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .sendAsync(
                        nobody.withCookies("/crises/" + number + "/notes")
                                .header("Accept", "text/html")
                                .header("Accept-Language", "en")
                                .header("Referer", "http://localhost:" + port + "/crises/" + number)
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(BodyPublishers.ofString("text=Typed&_csrf=gone"))
                                .build(),
                        BodyHandlers.ofString())
                .join();

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body())
                .contains("Your login has ended", "href=\"/crises/" + number + "\"")
                .doesNotContain("not open to your group");
    }

    @Test
    void theChartHasTheSignalsOfTheCrisisAndAnUnknownCrisisHasNone() {
        Visitor pr = new Visitor(port).loggedInAs("pr");
        assertThat(pr.get("/crises/" + number + "/signals.json").body()).contains("\"series\":[]", "\"times\":[");
        assertThat(pr.get("/crises/CR-1999-0001/signals.json").statusCode()).isEqualTo(404);
        assertThat(pr.get("/js/uplot/uPlot.iife.min.js").statusCode()).isEqualTo(200);
    }

    private String page(Visitor visitor) {
        return visitor.page("/crises/" + number).body();
    }

    private static String part(String name, String page) {
        int begin = page.indexOf("data-live=\"" + name + "\"");
        assertThat(begin).as("There is a part " + name).isPositive();
        int next = page.indexOf("data-live=\"", begin + 10);
        return page.substring(page.lastIndexOf('<', begin), next < 0 ? page.length() : next);
    }

    private HttpResponse<String> form(Visitor visitor, String path, String fields) {
        return HttpClient.newHttpClient()
                .sendAsync(
                        visitor.withCookies(path)
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(BodyPublishers.ofString(fields))
                                .build(),
                        BodyHandlers.ofString())
                .join();
    }

    private HttpResponse<String> upload(Visitor visitor, String text, String happened, String name, byte[] content) {
        String token = Visitor.formToken(page(visitor));
        String head = "";
        for (var field :
                List.of(Map.entry("_csrf", token), Map.entry("text", text), Map.entry("happenedAt", happened))) {
            head += "--cut\r\nContent-Disposition: form-data; name=\"" + field.getKey() + "\"\r\n\r\n"
                    + field.getValue() + "\r\n";
        }
        head += "--cut\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name
                + "\"\r\nContent-Type: image/png\r\n\r\n";
        return HttpClient.newHttpClient()
                .sendAsync(
                        visitor.withCookies("/crises/" + number + "/notes")
                                .header("Accept-Language", "en")
                                .header("Content-Type", "multipart/form-data; boundary=cut")
                                .POST(BodyPublishers.concat(
                                        BodyPublishers.ofString(head),
                                        BodyPublishers.ofByteArray(content),
                                        BodyPublishers.ofString("\r\n--cut--\r\n")))
                                .build(),
                        BodyHandlers.ofString())
                .join();
    }
}
