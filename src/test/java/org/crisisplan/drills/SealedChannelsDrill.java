package org.crisisplan.drills;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.util.List;
import java.util.Set;
import org.crisisplan.crisis.CrisisReport;
import org.crisisplan.crisis.Kind;
import org.crisisplan.crisis.Phase;
import org.crisisplan.publish.OpenedChannels;
import org.crisisplan.subscribers.SubscribedReaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** Every service that the product can speak to is configured and listens: of a drill it hears nothing, of a crisis after it something. */
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
class SealedChannelsDrill extends Drill {

    private static final List<String> SERVICES = List.of("webhook", "mastodon", "bluesky", "weibo", "wechat");

    @RegisterExtension
    static final WireMockExtension WEB =
            WireMockExtension.newInstance().options(options().dynamicPort()).build();

    @Autowired
    private OpenedChannels channels;

    @Autowired
    private SubscribedReaders readers;

    @DynamicPropertySource
    static void services(DynamicPropertyRegistry settings) {
        SERVICES.forEach(service -> settings.add(
                "crisis-plan.publish.channels." + service + ".url",
                () -> "http://localhost:" + WEB.getPort() + "/" + service));
        settings.add("crisis-plan.compensation.url", () -> "http://localhost:" + WEB.getPort() + "/credit");
    }

    @Test
    void noServiceHearsOfADrill() {
        WEB.stubFor(any(anyUrl()).willReturn(okJson("{}")));
        readers.add("reader@example.com");
        sql.sql("insert into media_contact (id, outlet, name, mail, phone, language, notes, active)"
                        + " values ('one', 'Daily', 'A journalist', 'journalist@example.com', '', 'en', '', true)")
                .update();

        number = plan.openDrill(
                        new CrisisReport(
                                "Accounts of six million users offered for sale",
                                "A post offers them.",
                                Set.of(Kind.TECHNICAL),
                                facts("leakedUsers", 6_000_000)),
                        1)
                .number();
        runDueJobs();
        answers("User_VerifyReport", "dataLeak", true, "leakedUsers", 6_000_000);
        while (!crisis().phase().isOver()) {
            channels.send();
            runDueJobs();
            answer(openTasks().get(0));
        }
        channels.send();
        ledgers.issueDue();

        assertThat(crisis().phase()).isEqualTo(Phase.CLOSED);
        assertThat(spokenTo()).isEmpty();
        assertThat(sql.sql("select count(*) from mailing").query(Long.class).single())
                .as("nobody is written to")
                .isZero();
        assertThat(sql.sql("select count(*) from status_post").query(Long.class).single())
                .isZero();
        assertThat(planned())
                .as("all of them were to hear of it")
                .contains("statuspage", "affected", "subscribers", "media")
                .containsAll(SERVICES);

        reported("Accounts of six million users offered for sale", Kind.TECHNICAL, facts("leakedUsers", 6_000_000));
        answers("User_VerifyReport", "dataLeak", true, "leakedUsers", 6_000_000);
        teamWorksUntil("User_SignActivation");
        channels.send();

        assertThat(spokenTo()).as("of a crisis they hear").isNotEmpty();
    }

    private List<String> spokenTo() {
        return WEB.getAllServeEvents().stream()
                .map(ServeEvent::getRequest)
                .map(request -> request.getUrl())
                .toList();
    }

    private Set<String> planned() {
        return Set.copyOf(
                sql.sql("select distinct p.channel from publication p join statement s on s.id = p.statement_id"
                                + " where s.crisis = ? and p.held_back")
                        .param(number)
                        .query(String.class)
                        .list());
    }
}
