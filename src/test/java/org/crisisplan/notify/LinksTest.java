package org.crisisplan.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.crisisplan.web.Notices;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.env.MockEnvironment;

/** Links in mails lead to where the product is, and somebody learns of it where they do not. */
class LinksTest {

    private final Notices notices = new Notices();

    @Test
    void whereNobodySaidItTheAddressIsTheOneThatIsListenedAt() {
        Links links = links(null, "127.0.0.1");
        links.listensAt(9090);
        assertThat(links.to("/tasks/7")).isEqualTo("http://127.0.0.1:9090/tasks/7");
        assertThat(notices.about("base-url")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:8080, 127.0.0.1, port 9090",
        "http://127.0.0.1, 127.0.0.1, port 9090",
        "http://localhost:9090, 0.0.0.0, only this machine"
    })
    void anAddressThatCannotBeRightIsSaidToAdministrators(String configured, String listening, String said) {
        Links links = links(configured, listening);
        links.listensAt(9090);
        assertThat(links.to("/x")).isEqualTo(configured + "/x");
        assertThat(notices.about("base-url")).get().satisfies(notice -> {
            assertThat(notice.forEverybody()).isFalse();
            assertThat(notice.about()).isEqualTo(configured);
            assertThat(notice.details()).singleElement().asString().contains(said, "crisis-plan.notify.base-url");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "https://crisis.example.org/, 0.0.0.0, https://crisis.example.org/x",
        "http://localhost:9090, 127.0.0.1, http://localhost:9090/x",
        "https://proxy.example.org:8443, 127.0.0.1, https://proxy.example.org:8443/x"
    })
    void anAddressThatMayBeRightIsUsedAsItIs(String configured, String listening, String link) {
        Links links = links(configured, listening);
        links.listensAt(9090);
        assertThat(links.to("/x")).isEqualTo(link);
        assertThat(notices.about("base-url")).isEmpty();
    }

    @Test
    void whatOthersCannotOpenIsSaidAlsoWhereNobodySaidAnything() {
        links(null, "0.0.0.0").listensAt(8080);
        assertThat(notices.about("base-url")).isPresent();
    }

    private Links links(String configured, String listening) {
        MockEnvironment environment = new MockEnvironment().withProperty("server.address", listening);
        if (configured != null) {
            environment.setProperty("crisis-plan.notify.base-url", configured);
        }
        var settings = new NotifySettings(
                URI.create(configured == null ? "http://127.0.0.1:8080" : configured),
                "crisis-plan@localhost",
                List.of(Duration.ofMinutes(1)),
                Duration.ofHours(24),
                Duration.ZERO,
                30,
                Duration.ofSeconds(25),
                4,
                false);
        return new Links(settings, environment, notices);
    }
}
