package org.crisisplan.drills;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.crisisplan.publish.OpenedChannels;
import org.crisisplan.subscribers.SubscribedReaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.RequestEntity;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/**
 * Every service that the product can speak to is configured and listens, and there are people outside to write to: a subscriber, a
 * journalist, and whoever is {@link #listed}.
 */
@TestPropertySource(
        properties = {
            // beside the application that the other drills share
            "spring.datasource.url=jdbc:h2:mem:sealed;DB_CLOSE_DELAY=-1",
            "camunda.bpm.process-engine-name=sealed",
            "crisis-plan.publish.channels.webhook.service=webhook",
            "crisis-plan.publish.channels.webhook.secret=whsec_bWF5IHRoZSBmb3JjZSBiZSB3aXRoIHlvdSBhbHdheXM=",
            "crisis-plan.publish.channels.mastodon.service=mastodon",
            "crisis-plan.publish.channels.mastodon.secret=token",
            "crisis-plan.publish.channels.bluesky.service=bluesky",
            "crisis-plan.publish.channels.bluesky.name=house.example",
            "crisis-plan.publish.channels.bluesky.secret=password",
            "crisis-plan.publish.channels.weibo.service=weibo",
            "crisis-plan.publish.channels.weibo.name=203.0.113.1",
            "crisis-plan.publish.channels.weibo.secret=token",
            "crisis-plan.publish.channels.wechat.service=wechat",
            "crisis-plan.publish.channels.wechat.name=app",
            "crisis-plan.publish.channels.wechat.secret=secret",
            "crisis-plan.publish.page=https://status.example.com/status",
            "crisis-plan.compensation.secret=whsec_bWF5IHRoZSBmb3JjZSBiZSB3aXRoIHlvdSBhbHdheXM="
        })
abstract class ConfiguredServices extends Drill {

    static final List<String> SERVICES = List.of("webhook", "mastodon", "bluesky", "weibo", "wechat");

    static final String READER = "reader@example.com";
    static final String JOURNALIST = "journalist@example.com";

    /** Listens as long as the application that knows its port: the classes of these drills share both. */
    private static final WireMockServer WEB = listening();

    @Autowired
    protected OpenedChannels channels;

    @Autowired
    private SubscribedReaders readers;

    @Autowired
    private TestRestTemplate http;

    private static WireMockServer listening() {
        var server = new WireMockServer(options().dynamicPort());
        server.start();
        return server;
    }

    @DynamicPropertySource
    static void services(DynamicPropertyRegistry settings) {
        SERVICES.forEach(service -> settings.add(
                "crisis-plan.publish.channels." + service + ".url",
                () -> "http://localhost:" + WEB.port() + "/" + service));
        settings.add("crisis-plan.compensation.url", () -> "http://localhost:" + WEB.port() + "/credit");
    }

    @BeforeEach
    void somebodyListensOutside() {
        WEB.resetAll();
        WEB.stubFor(any(anyUrl()).willReturn(okJson("{}")));
        readers.add(READER);
        sql.sql("insert into media_contact (id, outlet, name, mail, phone, language, notes, active)"
                        + " values ('one', 'Daily', 'A journalist', ?, '', 'en', '', true)")
                .param(JOURNALIST)
                .update();
    }

    @AfterEach
    void nobodyListensOutside() {
        sql.sql("delete from media_contact where id = 'one'").update();
    }

    /** Customer service gives the list of those affected by the crisis. */
    protected void listed(String crisis, int people) {
        String list = IntStream.rangeClosed(1, people)
                .mapToObj(person -> "{\"user\": \"u%d\", \"mail\": \"%s\"}".formatted(person, affected(person)))
                .collect(Collectors.joining(","));
        var answer = http.withBasicAuth("service", "demo")
                .exchange(
                        RequestEntity.post("/api/crises/{number}/affected", crisis)
                                .contentType(MediaType.APPLICATION_JSON)
                                .body("{\"reason\": \"in the data on offer\", \"people\": [" + list + "]}"),
                        String.class);
        assertThat(answer.getStatusCode()).as("%s", answer).isEqualTo(HttpStatus.CREATED);
    }

    protected static String affected(int person) {
        return "u%d@example.org".formatted(person);
    }

    /** The addresses of all requests that left the house since the test began. */
    protected List<String> spokenTo() {
        return WEB.getAllServeEvents().stream()
                .map(ServeEvent::getRequest)
                .map(request -> request.getUrl())
                .toList();
    }

    /** Mails to people outside that arrived since the test began. */
    protected List<String> writtenTo() {
        return List.of(READER, JOURNALIST, affected(1)).stream()
                .flatMap(outside -> mails.subjectsTo(outside).stream().map(subject -> outside + ": " + subject))
                .toList();
    }
}
