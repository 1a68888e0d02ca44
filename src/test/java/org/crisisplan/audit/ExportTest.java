package org.crisisplan.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.camunda.bpm.engine.RuntimeService;
import org.crisisplan.PlanTest;
import org.crisisplan.crisis.CrisisPlan;
import org.crisisplan.crisis.CrisisReport;
import org.crisisplan.crisis.Kind;
import org.crisisplan.crisis.record.Act;
import org.crisisplan.crisis.record.ActKind;
import org.crisisplan.crisis.record.CrisisRecord;
import org.crisisplan.department.Group;
import org.crisisplan.notify.MailCopies;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
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
    RecordHeads heads;

    @Autowired
    MailCopies mails;

    @Autowired
    RuntimeService runtime;

    private static byte[] taken = {};
    private static int acts;

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

        Verifier checked = Verifier.check(export);
        assertThat(checked.said()).contains("WHOLE  " + number + ": " + record.count(number) + " acts");
        assertThat(checked.status()).isZero();
        Act last = record.last(number, ActKind.EXPORTED, "").orElseThrow();
        assertThat(last.seq()).isEqualTo(record.count(number));
        assertThat(last.actor().id()).isEqualTo("auditor");
        assertThat(Verifier.files(export).get(RECORD))
                .hasLineCount(record.count(number))
                .contains("支付失败");
        assertThat(Verifier.files(export).get("report-zh.html")).contains("支付失败", "收到报告", "导出记录");
        assertThat(Verifier.files(export).get("report-en.html")).contains("Crisis reported", "Record exported");
    }

    @Test
    void wordsThatWereErasedAreMissingAndTheRestIsWhole() throws Exception {
        record.eraseWords(number);

        Path export = export();

        assertThat(Verifier.files(export).get(RECORD)).doesNotContain("支付失败");
        assertThat(Verifier.files(export).get("report-en.html")).contains("has been erased");
        assertThat(Verifier.check(export).said()).contains("WHOLE");
    }

    @Test
    void aChangedActIsNamed() throws Exception {
        Verifier checked = Verifier.check(changed(taken(), RECORD, lines -> {
            String[] each = lines.split("\n");
            each[1] = each[1].replaceFirst("\"at\":\"20", "\"at\":\"19");
            return String.join("\n", each) + "\n";
        }));

        assertThat(checked.said()).contains("act 2 is not as it was written").contains(RECORD + " is not the file");
        assertThat(checked.status()).isEqualTo(1);
    }

    @Test
    void changedWordsAreNamed() throws Exception {
        assertThat(Verifier.check(changed(taken(), RECORD, lines -> lines.replace("支付失败", "支付正常")))
                        .said())
                .contains("the words of act 1 are not as they were written");
    }

    @Test
    void aRemovedEndIsNamed() throws Exception {
        assertThat(Verifier.check(changed(
                                taken(),
                                RECORD,
                                lines -> lines.substring(0, lines.lastIndexOf('\n', lines.length() - 2) + 1)))
                        .said())
                .contains("the record ends at act " + (acts - 1));
    }

    @Test
    void aManifestThatNobodySignedIsNamed() throws Exception {
        assertThat(Verifier.check(changed(taken(), "manifest.json", text -> text.replace("\"auditor\"", "\"pr\"")))
                        .said())
                .contains("manifest.json is not signed");
    }

    @Test
    void aFileThatWasExchangedAddedOrRemovedIsNamed() throws Exception {
        Path export = taken();
        String other = Verifier.files(export).get("report-zh.md");

        assertThat(Verifier.check(changed(export, "report-en.md", text -> other))
                        .said())
                .contains("report-en.md is not the file that was exported");
        assertThat(Verifier.check(changed(export, "notes.txt", none -> "something else"))
                        .said())
                .contains("notes.txt was not exported");
        assertThat(Verifier.check(changed(export, "mails.jsonl", mails -> null)).said())
                .contains("mails.jsonl is missing");
    }

    @Test
    void theHeadOfAMailShowsWhatHasNotChangedSinceThen() throws Exception {
        RecordHead head = heads.write(true).orElseThrow();
        int then = record.count(number);
        List<String> mailed = new ArrayList<>();
        mails.of("record", mail -> mailed.add(mail.user() + ": " + mail.body()));
        assertThat(mailed)
                .anyMatch(mail -> mail.startsWith("auditor: ")
                        && mail.contains("--head " + head.seq() + ":" + head.hash())
                        && mail.contains(head.signature()));
        browser.perform(get("/audit/heads")
                        .with(user("auditor").authorities(new SimpleGrantedAuthority(Group.AUDITORS.id()))))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString(head.hash())));

        Path export = export();

        Verifier checked = Verifier.check(export, "--head", head.seq() + ":" + head.hash());
        assertThat(checked.said())
                .contains("head %d is the one of your mail: acts 1 to %d are as they were then"
                        .formatted(head.seq(), then));
        assertThat(checked.status()).isZero();
        assertThat(Verifier.check(export, "--head", head.seq() + ":" + "0".repeat(64))
                        .said())
                .contains("head " + head.seq() + " is not the one of your mail");
        assertThat(Verifier.check(export, "--head", (head.seq() + 1) + ":" + head.hash())
                        .said())
                .contains("head " + (head.seq() + 1) + " of your mail does not cover this record");
        assertThat(Verifier.check(changed(
                                export, "heads.jsonl", lines -> lines.replace("\"acts\":" + then, "\"acts\":1")))
                        .said())
                .contains("head " + head.seq() + " does not cover this record");
        assertThat(Verifier.check(changed(
                                export, "heads.jsonl", lines -> lines.replaceFirst("\"crises\":\\d+", "\"crises\":1")))
                        .said())
                .contains("head " + head.seq() + " is not as it was written");
    }

    @Test
    void whatIsTakenIsWhatThePlanWasAndWhatWasMailed() throws Exception {
        Map<String, String> files = Verifier.files(taken());

        assertThat(files.keySet())
                .anyMatch(name -> name.matches("plan/v\\d+/processes/crisis-response\\.bpmn"))
                .anyMatch(name -> name.matches("plan/v\\d+/dmn/crisis-level\\.dmn"))
                .anyMatch(name -> name.matches("plan/v\\d+/forms/.*\\.form"))
                .contains("report-en.pdf", "report-zh.pdf", "report-en.md", "report-zh.md");
        assertThat(files.get("mails.jsonl")).contains("\"recipient\":\"pr@crisis-plan.example\"");
        assertThat(files.get("report-zh.md")).contains("支付失败");
    }

    @Test
    void theDossierAloneIsTakenAsPdfAndAsMarkdown() throws Exception {
        browser.perform(post("/crises/" + number + "/dossier.pdf")
                        .with(user("auditor"))
                        .with(csrf()))
                .andExpect(status().isOk())
                .andExpect(content().contentType("application/pdf"))
                .andExpect(
                        header().string("Content-Disposition", "attachment; filename=\"" + number + "-dossier.pdf\""));
        assertThat(record.last(number, ActKind.EXPORTED, "").orElseThrow().after())
                .containsEntry("file", number + "-dossier.pdf");

        browser.perform(post("/crises/" + number + "/dossier.md")
                        .with(user("auditor"))
                        .with(csrf())
                        .locale(java.util.Locale.CHINESE))
                .andExpect(status().isOk())
                .andExpect(content().string(org.hamcrest.Matchers.containsString("支付失败")));
    }

    @Test
    void theKeyOfSomebodyElseIsNamed() throws Exception {
        Path other = folder.resolve("other.pem");
        Files.writeString(
                other,
                new SigningKey(new AuditSettings(
                                folder.resolve("new/signing-key.pem"), Duration.ofDays(1), Duration.ofDays(1)))
                        .publicPem());

        Path export = taken();

        assertThat(Verifier.check(export, "--key", other.toString()).said()).contains("manifest.json is not signed");
        Path own = folder.resolve("own.pem");
        Files.writeString(own, Verifier.files(export).get("public-key.pem"));
        assertThat(Verifier.check(export, "--key", own.toString()).status()).isZero();
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

    /** One export for all who look at a copy of it. */
    private Path taken() throws Exception {
        if (taken.length == 0) {
            taken = Files.readAllBytes(export());
            acts = record.count(number);
        }
        return Files.write(folder.resolve("taken.zip"), taken);
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

    private Path changed(Path zip, String name, UnaryOperator<String> change) throws IOException {
        Map<String, String> files = Verifier.files(zip);
        String before = files.get(name);
        String after = change.apply(before);
        assertThat(after).isNotEqualTo(before);
        if (after == null) {
            files.remove(name);
        } else {
            files.put(name, after);
        }
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
