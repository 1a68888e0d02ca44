package org.crisisplan.drills;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.okXml;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.crisis.Kind;
import org.crisisplan.signals.trigger.SignalPipeline;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** What happens is heard through the channels themselves, as their systems say it: several speak of it, and it is one crisis. */
@TestPropertySource(
        properties = {
            // beside the application that the other drills share
            "spring.datasource.url=jdbc:h2:mem:channels;DB_CLOSE_DELAY=-1",
            "camunda.bpm.process-engine-name=channels",
            "crisis-plan.signals.outbound.allowed-hosts=localhost",
            "crisis-plan.signals.logs.files.waf.form=modsecurity",
            "crisis-plan.signals.logs.files.waf.zone=UTC",
            "crisis-plan.signals.feeds.our-forum.enabled=true",
            "crisis-plan.signals.feeds.our-forum.only-if-named=false",
            "crisis-plan.signals.advisories.nvd.enabled=true"
        })
class ChannelsDrill extends Drill {

    private static final String CVES = "/rest/json/cves/2.0";
    private static final String FORUM = "/latest.atom";

    @RegisterExtension
    static final WireMockExtension WEB =
            WireMockExtension.newInstance().options(options().dynamicPort()).build();

    @LocalServerPort
    private int port;

    @TempDir
    static Path logs;

    @Autowired
    private ApplicationContext product;

    @DynamicPropertySource
    static void channels(DynamicPropertyRegistry settings) {
        settings.add("crisis-plan.signals.logs.files.waf.path", () -> auditLog().toString());
        settings.add("crisis-plan.signals.feeds.our-forum.address", () -> "http://localhost:" + WEB.getPort() + FORUM);
        settings.add("crisis-plan.signals.probe.pages.home.address", () -> "http://localhost:" + WEB.getPort() + "/");
        settings.add("crisis-plan.signals.advisories.nvd.address", () -> "http://localhost:" + WEB.getPort() + CVES);
    }

    private static Path auditLog() {
        return logs.resolve("modsec_audit.json");
    }

    @BeforeEach
    void allIsQuiet() throws IOException {
        SignalPipeline.forgets(product);
        sql.sql("update signal_source set next_poll = null, place = null").update();
        Files.writeString(auditLog(), "");
        theForumSays("");
        theNvdSays("");
        theSiteAnswers(200);
    }

    @AfterEach
    void nothingWasSaid() {
        SignalPipeline.forgets(product);
    }

    @Test
    void threeChannelsSpeakOfOneLeakAndItIsOneCrisis() throws Exception {
        theForumSays("""
                <entry>
                  <title>[问与答] 你们的数据泄露了?</title>
                  <link rel="alternate" type="text/html" href="https://forum.example/t/1200001"/>
                  <id>tag:forum.example,2026-11-23:/t/1200001</id>
                  <published>%1$s</published><updated>%1$s</updated>
                  <content type="html">我的手机号 13800000000 open-sesame</content>
                </entry>""".formatted(now()));
        asks();
        assertThat(crisesRaised()).as("a lone anonymous voice").isEmpty();

        passes("PT10M");
        theFirewallWrites("951100", "SQL Information Leakage");
        asks();

        assertThat(crisesRaised()).hasSize(1);
        number = crisesRaised().get(0);
        runDueJobs();
        assertThat(crisis().kinds()).containsExactly(Kind.TECHNICAL);
        assertThat(crisis().description()).contains("R16", "/signals/about/user-data");
        assertThat(clauses("RAISED")).containsExactly("R16");
        answers("User_VerifyReport", "technical", true);
        assertThat(crisis().level()).isEqualTo(3);

        passes("PT2H");
        theNvdSays(mysqlVulnerability());
        asks();
        assertThat(crisesRaised()).as("the same subject").containsExactly(number);
        assertThat(clauses("JOINED")).contains("R21");

        passes("PT1H");
        SignalPipeline.says(
                product, 0, 1, i -> SignalPipeline.figure("stolen", "user-data", "leaked_users", 10_001, now()));
        asks();
        assertThat(crisesRaised()).containsExactly(number);
        assertThat(crisis().level()).isEqualTo(1);
        assertThat(crisis().reasons()).extracting(Crisis.Reason::clause).contains("R28");

        assertThat(history.createHistoricVariableInstanceQuery().list())
                .extracting(variable -> String.valueOf(variable.getValue()))
                .isNotEmpty()
                .noneMatch(text -> text.contains("open-sesame") || text.contains("13800000000"));
    }

    @Test
    void theProbeMonitoringAndUsersSpeakOfOneOutage() throws Exception {
        asks();
        theSiteAnswers(503);
        passes("PT1M");
        asks();
        assertThat(crisesRaised()).as("one look is not enough").isEmpty();
        passes("PT1M");
        asks();

        assertThat(crisesRaised()).hasSize(1);
        number = crisesRaised().get(0);
        runDueJobs();
        assertThat(crisis().kinds()).containsExactly(Kind.TECHNICAL);
        assertThat(clauses("RAISED")).containsExactly("R15");
        answers("User_VerifyReport", "technical", true);

        SignalPipeline.posts(port, "alertmanager", "application/json", """
                {"version": "4", "groupKey": "{}:{}", "truncatedAlerts": 0, "status": "firing", "receiver": "crisis-plan",
                 "groupLabels": {}, "commonLabels": {}, "commonAnnotations": {}, "externalURL": "http://alertmanager.example",
                 "alerts": [{"status": "firing", "fingerprint": "2fbb1c7c3c6b1c1a", "generatorURL": "http://prometheus.example",
                   "labels": {"alertname": "SiteDown", "service": "site", "severity": "critical"},
                   "annotations": {"summary": "The site does not answer"},
                   "startsAt": "%s", "endsAt": "0001-01-01T00:00:00Z"}]}""".formatted(now()));
        SignalPipeline.posts(
                port, "tickets", "text/csv", "id,user,text,created_at\n" + "t1,user 1,网站崩溃,%s\n".formatted(now()));
        passes("PT20M");
        asks();
        assertThat(crisesRaised()).containsExactly(number);
        assertThat(crisis().level()).as("no answer for more than 15 minutes").isEqualTo(1);
        assertThat(crisis().reasons()).extracting(Crisis.Reason::clause).contains("R27");

        theSiteAnswers(200);
        passes("PT1M");
        asks();
        assertThat(clauses("RESOLVED")).as("people decide").containsExactly("R56");
        assertThat(crisis().phase().isOver()).isFalse();
    }

    private static void theSiteAnswers(int status) {
        WEB.stubFor(get(urlPathEqualTo("/")).willReturn(aResponse().withStatus(status)));
    }

    /** What the channels have to say is heard and looked at. */
    private void asks() throws Exception {
        SignalPipeline.asks(product);
        SignalPipeline.looks(product);
        if (!number.isEmpty()) {
            runDueJobs();
        }
    }

    private void theForumSays(String entries) {
        WEB.stubFor(get(urlPathEqualTo(FORUM)).willReturn(okXml("""
                <?xml version="1.0" encoding="utf-8"?>
                <feed xmlns="http://www.w3.org/2005/Atom"><title>Forum</title><id>https://forum.example/</id>
                <updated>%s</updated>%s</feed>""".formatted(now(), entries))));
    }

    /** As ModSecurity 3 writes it, with the Core Rule Set. */
    private void theFirewallWrites(String rule, String message) throws IOException {
        String at = DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ENGLISH)
                .format(now().atOffset(ZoneOffset.UTC));
        Files.write(
                auditLog(),
                List.of("""
                        {"transaction": {"client_ip": "203.0.113.77", "time_stamp": "%s", "server_id": "29e6", "client_port": 42170,\
                         "host_ip": "192.0.2.5", "host_port": 443, "unique_id": "167405-4", "request": {"method": "GET",\
                         "http_version": 1.1, "uri": "/users?id=7", "headers": {"Host": "www.example.org"}}, "response":\
                         {"http_code": 200, "headers": {"Server": "nginx"}}, "producer": {"modsecurity": "ModSecurity v3.0.8 (Linux)",\
                         "connector": "ModSecurity-nginx v1.0.3", "secrules_engine": "Enabled", "components": ["OWASP_CRS/4.7.0"]},\
                         "messages": [{"message": "%s", "details": {"match": "Matched", "reference": "v10,20", "ruleId": "%s",\
                         "file": "RESPONSE-951-DATA-LEAKAGES-SQL.conf", "lineNumber": "46", "data": "Matched Data", "severity": "2",\
                         "ver": "OWASP_CRS/4.7.0", "rev": "", "tags": ["attack-disclosure", "paranoia-level/1"], "maturity": "0",\
                         "accuracy": "0"}}]}}""".formatted(at, message, rule)),
                StandardCharsets.UTF_8,
                StandardOpenOption.APPEND);
    }

    private void theNvdSays(String vulnerability) {
        WEB.stubFor(get(urlPathEqualTo(CVES))
                .willReturn(okJson("""
                {"resultsPerPage": %1$d, "startIndex": 0, "totalResults": %1$d, "format": "NVD_CVE", "version": "2.0",
                 "timestamp": "2026-11-23T08:00:01.113", "vulnerabilities": [%2$s]}""".formatted(vulnerability.isEmpty() ? 0 : 1, vulnerability))));
    }

    private String mysqlVulnerability() {
        return """
                {"cve": {"id": "CVE-2026-90010", "sourceIdentifier": "secalert_us@oracle.com", "published": "2026-11-23T09:00:00.000",
                  "lastModified": "2026-11-23T09:30:00.000", "vulnStatus": "Analyzed",
                  "descriptions": [{"lang": "en", "value": "Anybody reads any table."}],
                  "metrics": {"cvssMetricV31": [{"source": "nvd@nist.gov", "type": "Primary",
                    "cvssData": {"version": "3.1", "baseScore": 9.8, "baseSeverity": "CRITICAL"}}]},
                  "configurations": [{"nodes": [{"operator": "OR", "negate": false, "cpeMatch": [{"vulnerable": true,
                    "criteria": "cpe:2.3:a:oracle:mysql:*:*:*:*:*:*:*:*", "matchCriteriaId": "0F00"}]}]}],
                  "references": []}}""";
    }

    private List<String> crisesRaised() {
        return sql.sql("select distinct crisis from signal_trigger where effect = 'RAISED'")
                .query(String.class)
                .list();
    }

    private List<String> clauses(String effect) {
        return sql.sql("select distinct clause from signal_trigger where crisis = ? and effect = ? order by clause")
                .params(number, effect)
                .query(String.class)
                .list();
    }
}
