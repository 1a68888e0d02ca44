package org.crisisplan.signals.channel.tickets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.crisisplan.signals.InvalidSignal;
import org.crisisplan.signals.Signal;
import org.crisisplan.signals.Signal.Kind;
import org.crisisplan.signals.Signal.Severity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.http.MediaType;

/** Tickets tell what does not work, when and for how many; who their reporters are is not kept. */
class TicketFormatTest {

    private static final Instant NOW = Instant.parse("2026-11-23T13:00:00Z");
    private static final MediaType JSON = MediaType.APPLICATION_JSON;
    private static final MediaType CSV = MediaType.parseMediaType("text/csv; charset=UTF-8; header=present");

    private final TicketFormat format = format("");

    @Test
    void aTicketBecomesAReportOfItsFeature() throws IOException {
        Signal login = recorded("tickets.json", JSON).get(0);

        assertThat(login.id()).isEqualTo("48213");
        assertThat(login.kind()).isEqualTo(Kind.REPORT);
        assertThat(login.subject()).isEqualTo("login");
        assertThat(login.metric()).isEqualTo("login_failure");
        assertThat(login.text()).isEqualTo("登录失败,一直提示密码错误");
        assertThat(login.link()).isEqualTo("https://support.example.org/tickets/48213");
        assertThat(login.platform()).isEqualTo("online-chat");
        assertThat(login.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(login.occurred()).isEqualTo(Instant.parse("2026-11-23T08:05:12Z"));
    }

    @Test
    void theSamePersonIsOneReporterHoweverTheyWriteTheirName() throws IOException {
        List<Signal> signals = recorded("tickets.json", JSON);

        assertThat(signals.get(0).author())
                .startsWith("sha256:")
                .isEqualTo(signals.get(1).author())
                .isNotEqualTo(signals.get(3).author());
        assertThat(signals.get(1).subject()).isEqualTo("login");
        assertThat(signals.get(1).occurred()).isEqualTo(Instant.parse("2026-11-23T08:07:00Z"));
        assertThat(signals.get(2).author()).as("anonymous").isNull();
        assertThat(signals.toString()).doesNotContainIgnoringCase("user-77");
    }

    @Test
    void withAKeyNobodyCanTryOutWhoReported() {
        String ticket = "{\"id\": \"1\", \"reporter\": \"13800000000\"}";

        String keyed = read(format("our secret"), ticket).get(0).author();

        assertThat(keyed)
                .startsWith("hmac:")
                .isNotEqualTo(read(format("another"), ticket).get(0).author())
                .isEqualTo(read(format("our secret"), ticket).get(0).author());
        assertThat(settings("our secret").toString()).doesNotContain("our secret");
    }

    @Test
    void withoutAFeatureTheKeywordsFindWhatItIsAbout() throws IOException {
        List<Signal> signals = recorded("tickets.json", JSON);

        assertThat(signals.get(2).subject()).isEqualTo("user-data");
        assertThat(signals.get(2).metric()).isEqualTo("data-loss");
        assertThat(signals.get(4).subject()).isEqualTo("site");
        assertThat(signals.get(4).metric()).isNull();
        assertThat(signals.get(4).occurred()).isEqualTo(NOW);
    }

    @ParameterizedTest
    @CsvSource({
        "Log in, login, login_failure",
        "login, login, login_failure",
        "支付, payment, payment_failure",
        "Checkout, checkout-2, checkout_2_failure",
        "Photo upload, photo-upload, photo_upload_failure",
        "相册, 相册, feature_failure",
        "***, site,"
    })
    void aFeatureIsCalledAsThePlanCallsIt(String feature, String subject, String metric) {
        Signal signal = read(format(""), "{\"id\": 1, \"feature\": \"" + feature + "\"}")
                .get(0);

        assertThat(signal.subject()).isEqualTo(subject);
        assertThat(signal.metric()).isEqualTo(metric);
    }

    @Test
    void aProblemIsAFindingOfItsOwn() throws IOException {
        Signal hazard = recorded("tickets.json", JSON).get(3);

        assertThat(hazard.subject()).isEqualTo("product");
        assertThat(hazard.metric()).isEqualTo("safety-hazard");
        assertThat(read(format, "{\"id\": 1, \"problem\": \"安全隐患\"}").get(0).metric())
                .isEqualTo("safety-hazard");
    }

    @Test
    void aTableIsReadWithItsMarkItsQuotesAndItsEmptyLines() throws IOException {
        List<Signal> signals = recorded("tickets.csv", CSV);

        assertThat(signals).extracting(Signal::id).containsExactly("1001", "1002");
        assertThat(signals.get(0).text()).isEqualTo("Card refused, twice\n\"declined\"");
        assertThat(signals.get(0).metric()).isEqualTo("payment_failure");
        assertThat(signals.get(1).platform()).isEqualTo("在线客服");
        assertThat(signals.get(1).occurred()).isEqualTo(Instant.parse("2026-11-23T08:01:00Z"));
    }

    @Test
    void columnsMayBeNamedInChinese() {
        Signal signal = csv("工单号,功能,用户,渠道,优先级,内容,创建时间\n7,支付,u-1,电话,紧急,扣款两次,2026/11/23 8:05\n")
                .get(0);

        assertThat(signal.id()).isEqualTo("7");
        assertThat(signal.subject()).isEqualTo("payment");
        assertThat(signal.platform()).isEqualTo("电话");
        assertThat(signal.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(signal.text()).isEqualTo("扣款两次");
        assertThat(signal.author()).isNotNull();
        assertThat(signal.occurred()).isEqualTo(Instant.parse("2026-11-23T00:05:00Z"));
    }

    @Test
    void everyBadLineIsNamed() {
        String table = """
                id,feature,text,createdAt
                1,login,ok,2026-11-23 08:00
                2,login,"two
                lines",today
                ,login,no id,2026-11-23 08:00
                4,login,too short

                6,login,2026-02-30,2026-02-30 08:00
                """;

        assertThatThrownBy(() -> csv(table))
                .isInstanceOf(InvalidSignal.class)
                .hasMessageContaining("line 3.createdAt must be a moment")
                .hasMessageContaining("line 5.id must not be empty")
                .hasMessageContaining("line 6 must have 4 columns, not 3")
                .hasMessageContaining("line 8.createdAt must be a moment")
                .hasMessageNotContaining("line 2");
    }

    @Test
    void aThousandBadLinesAreCounted() {
        String table = "id,createdAt\n"
                + IntStream.range(0, 900).mapToObj(i -> i + ",never\n").collect(Collectors.joining());

        assertThatThrownBy(() -> csv(table))
                .hasMessageContaining("; and 880 more")
                .satisfies(fault -> assertThat(fault.getMessage().length()).isLessThan(3_000));
    }

    @Test
    void aLongTextIsCutAndSaysSo() {
        String text = "字".repeat(3_000);

        assertThat(read(format, "{\"id\": 1, \"text\": \"" + text + "\"}")
                        .get(0)
                        .text())
                .hasSize(2_000)
                .endsWith("字…");
    }

    @Test
    void anotherCharsetIsRefusedInsteadOfKeptAsRubbish() {
        byte[] table = "id,text\n1,登录失败\n".getBytes(Charset.forName("GB18030"));

        assertThatThrownBy(() -> format.read("tickets", table, CSV)).hasMessage("body must be written in UTF-8");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|body must begin with a row",
                "'1,2,3'|line 1 must name the columns; known are category",
                "'id,ID'|line 1 must not name a column twice",
                "'id,text\n1,\"never ends'|body must be CSV",
                "'id,text\n1,\"ends\"early'|body must be CSV"
            })
    void whatIsNoTableIsRefused(String table, String message) {
        assertThatThrownBy(() -> csv(table)).isInstanceOf(InvalidSignal.class).hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[1]|[0].ticket must be a JSON object",
                "{\"text\": \"x\"}|body.id must not be empty",
                "{\"id\": \"1\", \"feature\": {\"name\": \"login\"}}|feature must be a text or a number",
                "[{\"id\": 1}, {\"id\": 2, \"createdAt\": \"x\"}]|[1].createdAt must be a moment",
                "[{\"id\": 1, \"problem\": \"!\"}]|[0].problem must be a name"
            })
    void whatIsNoTicketIsRefused(String json, String message) {
        assertThatThrownBy(() -> read(format, json))
                .isInstanceOf(InvalidSignal.class)
                .hasMessageContaining(message);
    }

    @Test
    void noMoreThanAThousandComeAtOnceAndInNoOtherForm() {
        String many = IntStream.range(0, 1_001)
                .mapToObj(i -> "{\"id\": " + i + "}")
                .collect(Collectors.joining(",", "[", "]"));

        assertThatThrownBy(() -> read(format, many)).hasMessage("body must not hold more than 1000 tickets");
        assertThatThrownBy(() -> format.read("tickets", new byte[] {'x'}, MediaType.parseMediaType("text/html")))
                .hasMessage("Content-Type must be application/json or text/csv");
    }

    @Test
    void theSystemsOwnWordsAreConfigured() {
        TicketSettings settings = new Binder(new MapConfigurationPropertySource(Map.of(
                        "crisis-plan.signals.tickets.features.[Log in]", "login",
                        "crisis-plan.signals.tickets.features.[登录]", "login")))
                .bindOrCreate("crisis-plan.signals.tickets", TicketSettings.class);

        assertThat(settings.features()).containsEntry("Log in", "login").containsEntry("登录", "login");
        assertThat(settings.otherwise()).isEqualTo("site");
        assertThat(settings.longestText()).isEqualTo(2_000);
    }

    private List<Signal> csv(String table) {
        return format.read("tickets", table.getBytes(StandardCharsets.UTF_8), CSV);
    }

    private static List<Signal> read(TicketFormat format, String json) {
        return format.read("tickets", json.getBytes(StandardCharsets.UTF_8), null);
    }

    private List<Signal> recorded(String name, MediaType type) throws IOException {
        return format.read("tickets", Files.readAllBytes(Path.of("src/test/resources/signals/tickets", name)), type);
    }

    private static TicketFormat format(String reporterKey) {
        return new TicketFormat(new TicketReading(
                settings(reporterKey),
                text -> text.contains("数据丢失")
                        ? List.of(Map.of("subject", "user-data", "metric", "data-loss"))
                        : List.of(),
                Clock.fixed(NOW, ZoneOffset.UTC)));
    }

    private static TicketSettings settings(String reporterKey) {
        return new TicketSettings(
                Map.of("Anmeldung", "login", "checkout", "Checkout 2"),
                "site",
                ZoneId.of("Asia/Shanghai"),
                2_000,
                reporterKey);
    }
}
