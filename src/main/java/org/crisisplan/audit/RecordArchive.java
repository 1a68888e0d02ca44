package org.crisisplan.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.crisisplan.audit.dossier.Dossier;
import org.crisisplan.audit.print.PrintedDossier;
import org.crisisplan.audit.print.PrintedDossier.Form;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.crisis.record.RecordExport;
import org.crisisplan.notify.MailCopies;
import org.crisisplan.plan.PlanCopies;
import org.crisisplan.publish.StatementCopies;
import org.springframework.stereotype.Component;

/**
 * One crisis's record as a ZIP file: the acts, the texts, mails and plan that they speak of, the same for people to read, the heads that
 * cover it, a manifest of the files' hashes and of the end of the chain, its signature, and the program {@code verify.py} that checks
 * all of it with a stock Python.
 */
@Component
class RecordArchive {

    private static final String FORMAT = "crisis-plan record 2";

    private final RecordExport acts;
    private final RecordHeads heads;
    private final StatementCopies statements;
    private final MailCopies mails;
    private final PlanCopies plans;
    private final SigningKey key;
    private final PrintedDossier printed;
    private final Clock clock;
    private final ObjectMapper json;
    private final ObjectMapper lines;

    RecordArchive(
            RecordExport acts,
            RecordHeads heads,
            StatementCopies statements,
            MailCopies mails,
            PlanCopies plans,
            SigningKey key,
            PrintedDossier printed,
            Clock clock,
            ObjectMapper json) {
        this.acts = acts;
        this.heads = heads;
        this.statements = statements;
        this.mails = mails;
        this.plans = plans;
        this.key = key;
        this.printed = printed;
        this.clock = clock;
        this.json = json.copy()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);
        this.lines = this.json.copy().disable(SerializationFeature.INDENT_OUTPUT);
    }

    /** @param by the login of whoever takes it */
    void write(Crisis crisis, String by, OutputStream out) throws IOException {
        var zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        SortedMap<String, String> files = new TreeMap<>();
        // before the record, so that it holds whatever they speak of
        List<HeadProof> proofs = heads.covering(crisis.number());
        statements(crisis.number(), zip, files);
        mails(crisis.number(), zip, files);
        SortedSet<String> planVersions = new TreeSet<>();
        RecordExport.End end = record(crisis.number(), zip, files, planVersions);
        for (String version : planVersions) {
            for (Map.Entry<String, byte[]> file : plans.files(version).entrySet()) {
                add(zip, "plan/" + version + "/" + file.getKey(), file.getValue(), files);
            }
        }
        heads(proofs, zip, files);
        for (Locale language : List.of(Locale.ENGLISH, Locale.SIMPLIFIED_CHINESE)) {
            Dossier dossier = printed.of(crisis.number(), language);
            for (Form form : Form.values()) {
                add(zip, "report-" + language.getLanguage() + "." + form.ending(), printed.print(dossier, form), files);
            }
        }
        add(zip, "public-key.pem", key.publicPem().getBytes(StandardCharsets.US_ASCII), files);
        add(zip, "verify.py", resource("verify.py"), files);
        add(zip, "README.txt", resource("README.txt"), files);
        byte[] manifest = manifest(crisis, by, end, proofs, files);
        add(zip, "manifest.json", manifest, new TreeMap<>());
        add(
                zip,
                "manifest.sig",
                Base64.getEncoder().encodeToString(key.sign(manifest)).getBytes(StandardCharsets.US_ASCII),
                new TreeMap<>());
        zip.finish();
    }

    private void statements(String number, ZipOutputStream zip, Map<String, String> files) throws IOException {
        int seq = 0;
        for (StatementCopies.Copy copy : statements.of(number)) {
            seq++;
            add(
                    zip,
                    "statements/%03d-%s-v%d.json".formatted(seq, copy.kind(), copy.version()),
                    json.writeValueAsBytes(copy),
                    files);
        }
    }

    private void mails(String number, ZipOutputStream zip, Map<String, String> files) throws IOException {
        MessageDigest digest = Sha256.digest();
        zip.putNextEntry(new ZipEntry("mails.jsonl"));
        var out = new DigestOutputStream(zip, digest);
        try {
            mails.of(number, mail -> line(mail, out));
        } catch (UncheckedIOException gone) {
            throw gone.getCause();
        }
        zip.closeEntry();
        files.put("mails.jsonl", HexFormat.of().formatHex(digest.digest()));
    }

    private void heads(List<HeadProof> proofs, ZipOutputStream zip, Map<String, String> files) throws IOException {
        var bytes = new ByteArrayOutputStream();
        proofs.forEach(proof -> line(proof.fields(), bytes));
        add(zip, "heads.jsonl", bytes.toByteArray(), files);
    }

    private void line(Object value, OutputStream out) {
        try {
            out.write(lines.writeValueAsBytes(value));
            out.write('\n');
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    private RecordExport.End record(
            String number, ZipOutputStream zip, Map<String, String> files, SortedSet<String> planVersions)
            throws IOException {
        MessageDigest digest = Sha256.digest();
        zip.putNextEntry(new ZipEntry("record.jsonl"));
        RecordExport.End end = acts.write(number, new DigestOutputStream(zip, digest), planVersions::add);
        zip.closeEntry();
        files.put("record.jsonl", HexFormat.of().formatHex(digest.digest()));
        return end;
    }

    private byte[] manifest(
            Crisis crisis, String by, RecordExport.End end, List<HeadProof> proofs, SortedMap<String, String> files)
            throws JsonProcessingException {
        Map<String, Object> manifest = new LinkedHashMap<>();
        manifest.put("format", FORMAT);
        manifest.put("crisis", crisis.number());
        manifest.put("phase", crisis.phase());
        manifest.put("acts", end.acts());
        manifest.put("end", end.hash());
        manifest.put("heads", proofs.size());
        manifest.put("exportedAt", clock.instant().toString());
        manifest.put("exportedBy", by);
        manifest.put("files", files);
        return json.writeValueAsBytes(manifest);
    }

    private static void add(ZipOutputStream zip, String name, byte[] content, Map<String, String> files)
            throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content);
        zip.closeEntry();
        files.put(name, Sha256.hex(content));
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream file = RecordArchive.class.getResourceAsStream("/audit/" + name)) {
            if (file == null) {
                throw new IllegalStateException("audit/" + name + " is missing in the jar");
            }
            return file.readAllBytes();
        }
    }
}
