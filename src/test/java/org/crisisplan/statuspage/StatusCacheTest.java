package org.crisisplan.statuspage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.crisisplan.PlanTest;
import org.crisisplan.site.Site;
import org.crisisplan.site.SiteComponent;
import org.crisisplan.statuspage.api.StatuspageJson;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.mock.web.MockHttpServletRequest;

/** The database is down when the page is needed most: it goes on answering, and says how old its answer is. */
@PlanTest
class StatusCacheTest {

    private static final Instant MORNING = Instant.parse("2026-11-23T08:00:00Z");

    @Autowired
    StatusPageView view;

    @Autowired
    Site site;

    @Autowired
    StatuspageJson statuspage;

    private final AtomicBoolean down = new AtomicBoolean();
    private final AtomicReference<Instant> now = new AtomicReference<>(MORNING);
    private JdbcClient sql;
    private StatusPostRepository posts;
    private DataSourceTransactionManager transactions;
    private StatusCache state;
    private Clock clock;
    private StatusPage page;

    @BeforeEach
    void aDatabaseThatCanFail() {
        DataSource database =
                new DelegatingDataSource(
                        new DriverManagerDataSource("jdbc:h2:mem:status-" + System.nanoTime() + ";DB_CLOSE_DELAY=-1")) {
                    @Override
                    public Connection getConnection() throws SQLException {
                        if (down.get()) {
                            throw new SQLException("The database is down");
                        }
                        return super.getConnection();
                    }
                };
        Flyway.configure().dataSource(database).load().migrate();
        sql = JdbcClient.create(database);
        clock = new Clock() {
            @Override
            public Instant instant() {
                return now.get();
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        };
        posts = new StatusPostRepository(sql, clock);
        transactions = new DataSourceTransactionManager(database);
        state = new StatusCache(posts, site, clock, transactions);
        page = new StatusPage(state, view, new DataAnswers(state, clock));
    }

    /** The row that another node's channel has written. */
    private void postOfAnotherNode(String title) {
        String id = Integer.toHexString(title.hashCode());
        sql.sql("""
                        insert into crisis (number, title, description, technical, content, phase, reasons, plan_version, opened_at)
                        values (?, 'x', 'x', true, false, 'responding', '[]', '1', now())""").param(id).update();
        sql.sql("""
                        insert into statement (id, process_instance, crisis, kind, version, phase, title_en, title_zh, text_en, text_zh,
                            hash, approvers, drafted_at) values (?, ?, ?, 'first', 1, 'responding', 'x', 'x', 'x', 'x', 'x', '', now())""").params(id, id, id).update();
        sql.sql("""
                        insert into status_post (statement_id, crisis, kind, level, progress, title_en, title_zh, text_en, text_zh,
                            published_at) values (?, 'CR-2026-0001', 'first', 1, 'investigating', ?, ?, 'x', 'x', ?)""").params(id, title, title, MORNING.atOffset(ZoneOffset.UTC)).update();
    }

    private String body() {
        return new String(page.overview(new MockHttpServletRequest()).getBody(), StandardCharsets.UTF_8);
    }

    @Test
    void theLastStateStaysWithItsTime() {
        postOfAnotherNode("We know of it");
        state.refresh();
        assertThat(body()).contains("We know of it", "23 Nov 2026, 08:00 UTC").doesNotContain("cannot refresh");

        down.set(true);
        now.set(MORNING.plus(Duration.ofMinutes(10)));
        state.refresh();
        assertThat(body()).contains("We know of it", "23 Nov 2026, 08:00 UTC", "We cannot refresh this page");
        assertThat(page.crisis("CR-2026-0001", new MockHttpServletRequest())
                        .getStatusCode()
                        .value())
                .isEqualTo(200);

        down.set(false);
        postOfAnotherNode("We have found it");
        state.refresh();
        assertThat(body())
                .contains("We have found it", "23 Nov 2026, 08:10 UTC")
                .doesNotContain("cannot refresh");
    }

    @Test
    void toolsReadTheLastStateToo() {
        postOfAnotherNode("We know of it");
        state.refresh();
        down.set(true);
        now.set(MORNING.plus(Duration.ofMinutes(10)));
        state.refresh();

        var answer = new DataAnswers(state, clock)
                .answer(
                        new MockHttpServletRequest(),
                        "summary",
                        MediaType.APPLICATION_JSON,
                        (snapshot, language) -> statuspage.write(StatuspageJson.Answer.SUMMARY, snapshot, language));
        assertThat(answer.getStatusCode().value()).isEqualTo(200);
        assertThat(new String(answer.getBody(), StandardCharsets.UTF_8)).contains("We know of it");
        assertThat(answer.getHeaders().getFirst("Warning")).startsWith("110");
    }

    @Test
    void tablesThatCannotBeReadHoldBackNoWords() {
        Site broken = mock(Site.class);
        when(broken.components())
                .thenReturn(List.of(new SiteComponent("payment", "Payment", "支付", "", "")))
                .thenThrow(new IllegalStateException("no table"));
        when(broken.describedSince()).thenReturn(MORNING);
        var cache = new StatusCache(posts, broken, clock, transactions);
        cache.refresh();
        postOfAnotherNode("We know of it");
        cache.refresh();
        assertThat(cache.snapshot().posts()).extracting(StatusPost::titleEn).containsExactly("We know of it");
        assertThat(cache.snapshot().components())
                .as("as they were read last")
                .extracting(SiteComponent::key)
                .containsExactly("payment");
    }

    @Test
    void withNothingToReportItSaysSo() {
        state.refresh();
        assertThat(body()).contains("All systems operational", "None so far.");
    }

    @Test
    void aVisitorNeverWaitsForTheDatabase() {
        state.refresh();
        down.set(true);
        assertThat(page.overview(new MockHttpServletRequest()).getStatusCode().value())
                .isEqualTo(200);
        assertThat(page.crisis("CR-2026-0001", new MockHttpServletRequest())
                        .getStatusCode()
                        .value())
                .isEqualTo(404);
    }

    @Test
    void itLooksAgainByItself() {
        state.start();
        try {
            postOfAnotherNode("From another node");
            await().atMost(Duration.ofSeconds(20)).until(() -> body().contains("From another node"));
        } finally {
            state.stop();
        }
        assertThat(state.isRunning()).isFalse();
    }
}
