package org.crisisplan.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.camunda.bpm.engine.RuntimeService;
import org.crisisplan.PlanTest;
import org.crisisplan.crisis.CrisisPlan;
import org.crisisplan.crisis.CrisisReport;
import org.crisisplan.crisis.Kind;
import org.crisisplan.crisis.record.Act;
import org.crisisplan.crisis.record.ActKind;
import org.crisisplan.crisis.record.CrisisRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

/** An auditor takes a record along and has it checked elsewhere, by the program that comes with it. */
@PlanTest
class ExportTest {

    private static final String RECORD = "record.jsonl";

    @TempDir
    Path folder;

    @Autowired
    WebApplicationContext application;

    @Autowired
    CrisisPlan plan;

    @Autowired
    CrisisRecord record;

    @Autowired
    RuntimeService runtime;

    private MockMvc browser;
    private String number = "";

    @BeforeAll
    static void python() throws Exception {
        boolean found;
        try {
            found = new ProcessBuilder("python3", "--version").start().waitFor() == 0;
        } catch (IOException none) {
            found = false;
        }
        assumeTrue(found || "true".equals(System.getenv("CI")), "Python 3 is not installed");
    }

    @BeforeEach
    void reported() {
        browser = MockMvcBuilders.webAppContextSetup(application)
                .apply(springSecurity())
                .build();
        number = plan.open(new CrisisReport(
                        "Payment fails 支付失败 \uD83D\uDCB3",
                        "Cards are refused.\u2028Since noon.",
                        Set.of(Kind.TECHNICAL),
                        Map.of("keyBusiness", "payment")))
                .number();
    }

    @AfterEach
    void forget() {
        runtime.createProcessInstanceQuery()
                .processInstanceBusinessKey(number)
                .rootProcessInstances()
                .list()
                .forEach(root -> runtime.deleteProcessInstance(root.getId(), "test over"));
    }

    @Test
    void whatAnAuditorTakesAlongIsWholeAndSaysWhoTookIt() throws Exception {
        browser.perform(get("/crises/" + number + "/record").with(user("auditor")))
                .andExpect(content().string(org.hamcrest.Matchers.containsString("/crises/" + number + "/record.zip")));

        Path export = export();

        Check checked = check(export);
        assertThat(checked.said()).contains("WHOLE  " + number + ": " + record.count(number) + " acts");
        assertThat(checked.status()).isZero();
        Act last = record.last(number, ActKind.EXPORTED, "").orElseThrow();
        assertThat(last.seq()).isEqualTo(record.count(number));
        assertThat(last.actor().id()).isEqualTo("auditor");
        assertThat(files(export).get(RECORD)).hasLineCount(record.count(number)).contains("支付失败");
        assertThat(files(export).get("report-zh.html")).contains("支付失败", "收到报告", "导出记录");
        assertThat(files(export).get("report-en.html")).contains("Crisis reported", "Record exported");
    }

    @Test
    void wordsThatWereErasedAreMissingAndTheRestIsWhole() throws Exception {
        record.eraseWords(number);

        Path export = export();

        assertThat(files(export).get(RECORD)).doesNotContain("支付失败");
        assertThat(files(export).get("report-en.html")).contains("has been erased");
        assertThat(check(export).said()).contains("WHOLE");
    }

    @Test
    void aChangedActIsNamed() throws Exception {
        Check checked = check(changed(export(), RECORD, lines -> {
            String[] each = lines.split("\n");
            each[1] = each[1].replaceFirst("\"at\":\"20", "\"at\":\"19");
            return String.join("\n", each) + "\n";
        }));

        assertThat(checked.said()).contains("act 2 is not as it was written").contains(RECORD + " is not the file");
        assertThat(checked.status()).isEqualTo(1);
    }

    @Test
    void changedWordsAreNamed() throws Exception {
        assertThat(check(changed(export(), RECORD, lines -> lines.replace("支付失败", "支付正常")))
                        .said())
                .contains("the words of act 1 are not as they were written");
    }

    @Test
    void aRemovedEndIsNamed() throws Exception {
        assertThat(check(changed(
                                export(),
                                RECORD,
                                lines -> lines.substring(0, lines.lastIndexOf('\n', lines.length() - 2) + 1)))
                        .said())
                .contains("the record ends at act " + (record.count(number) - 1));
    }

    @Test
    void aManifestThatNobodySignedIsNamed() throws Exception {
        assertThat(check(changed(export(), "manifest.json", text -> text.replace("\"auditor\"", "\"pr\"")))
                        .said())
                .contains("manifest.json is not signed");
    }

    @Test
    void theKeyOfSomebodyElseIsNamed() throws Exception {
        Path other = folder.resolve("other.pem");
        Files.writeString(
                other,
                new SigningKey(new AuditSettings(
                                folder.resolve("new/signing-key.pem"), Duration.ofDays(1), Duration.ofDays(1)))
                        .publicPem());

        Path export = export();

        assertThat(check(export, "--key", other.toString()).said()).contains("manifest.json is not signed");
        Path own = folder.resolve("own.pem");
        Files.writeString(own, files(export).get("public-key.pem"));
        assertThat(check(export, "--key", own.toString()).status()).isZero();
    }

    @Test
    void theKeyIsKeptAndOnlyItsOwnerReadsIt() throws Exception {
        Path file = folder.resolve("keys/signing-key.pem");
        String made = new SigningKey(new AuditSettings(file, Duration.ofDays(1), Duration.ofDays(1))).publicPem();

        assertThat(new SigningKey(new AuditSettings(file, Duration.ofDays(1), Duration.ofDays(1))).publicPem())
                .isEqualTo(made);
        assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
        Files.writeString(file, "something else");
        org.assertj.core.api.Assertions.assertThatThrownBy(() ->
                        new SigningKey(new AuditSettings(file, Duration.ofDays(1), Duration.ofDays(1))).publicPem())
                .isInstanceOf(UnusableKey.class)
                .hasMessageContaining(file.toString());
    }

    private Path export() throws Exception {
        byte[] zip = browser.perform(post("/crises/" + number + "/record.zip")
                        .with(user("auditor"))
                        .with(csrf()))
                .andExpect(status().isOk())
                .andExpect(header().string("Content-Disposition", "attachment; filename=\"" + number + "-record.zip\""))
                .andReturn()
                .getResponse()
                .getContentAsByteArray();
        return Files.write(folder.resolve(number + ".zip"), zip);
    }

    /** The verifier as the export brings it, and as a stranger runs it. */
    private record Check(int status, String said) {}

    private Check check(Path export, String... more) throws Exception {
        Path program =
                Files.writeString(folder.resolve("verify.py"), files(export).get("verify.py"));
        var command = new java.util.ArrayList<>(java.util.List.of("python3", program.toString(), export.toString()));
        command.addAll(java.util.List.of(more));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("PYTHONIOENCODING", "utf-8");
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Check(process.waitFor(), said);
    }

    private static Map<String, String> files(Path zip) throws IOException {
        Map<String, String> files = new LinkedHashMap<>();
        try (var in = new ZipInputStream(new ByteArrayInputStream(Files.readAllBytes(zip)))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                files.put(entry.getName(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return files;
    }

    private Path changed(Path zip, String name, UnaryOperator<String> change) throws IOException {
        Map<String, String> files = files(zip);
        String before = files.get(name);
        String after = change.apply(before);
        assertThat(after).isNotEqualTo(before);
        files.put(name, after);
        Path tampered = folder.resolve("tampered.zip");
        try (OutputStream out = Files.newOutputStream(tampered);
                var zipped = new ZipOutputStream(out)) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                zipped.putNextEntry(new ZipEntry(file.getKey()));
                zipped.write(file.getValue().getBytes(StandardCharsets.UTF_8));
                zipped.closeEntry();
            }
        }
        return tampered;
    }
}
