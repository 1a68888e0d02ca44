package org.crisisplan.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.crisis.record.RecordExport;
import org.springframework.stereotype.Component;

/**
 * One crisis's record as a ZIP file: the acts, the same for people to read, a manifest of the files' hashes and of the end of the chain, its signature, and the
 * program {@code verify.py} that checks all of it with a stock Python.
 */
@Component
class RecordArchive {

    private static final String FORMAT = "crisis-plan record 1";

    private final RecordExport acts;
    private final SigningKey key;
    private final ReadableRecord readable;
    private final Clock clock;
    private final ObjectMapper json;

    RecordArchive(RecordExport acts, SigningKey key, ReadableRecord readable, Clock clock, ObjectMapper json) {
        this.acts = acts;
        this.key = key;
        this.readable = readable;
        this.clock = clock;
        this.json = json.copy().enable(SerializationFeature.INDENT_OUTPUT);
    }

    /** @param by the login of whoever takes it */
    void write(Crisis crisis, String by, OutputStream out) throws IOException {
        var zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        SortedMap<String, String> files = new TreeMap<>();
        RecordExport.End end = record(crisis.number(), zip, files);
        add(zip, "report-en.html", page(crisis, Locale.ENGLISH), files);
        add(zip, "report-zh.html", page(crisis, Locale.SIMPLIFIED_CHINESE), files);
        add(zip, "public-key.pem", key.publicPem().getBytes(StandardCharsets.US_ASCII), files);
        add(zip, "verify.py", resource("verify.py"), files);
        add(zip, "README.txt", resource("README.txt"), files);
        byte[] manifest = manifest(crisis, by, end, files);
        add(zip, "manifest.json", manifest, new TreeMap<>());
        add(
                zip,
                "manifest.sig",
                Base64.getEncoder().encodeToString(key.sign(manifest)).getBytes(StandardCharsets.US_ASCII),
                new TreeMap<>());
        zip.finish();
    }

    private byte[] page(Crisis crisis, Locale language) {
        return readable.html(crisis.number(), language).getBytes(StandardCharsets.UTF_8);
    }

    private RecordExport.End record(String number, ZipOutputStream zip, Map<String, String> files) throws IOException {
        MessageDigest digest = sha256();
        zip.putNextEntry(new ZipEntry("record.jsonl"));
        RecordExport.End end = acts.write(number, new DigestOutputStream(zip, digest));
        zip.closeEntry();
        files.put("record.jsonl", HexFormat.of().formatHex(digest.digest()));
        return end;
    }

    private byte[] manifest(Crisis crisis, String by, RecordExport.End end, SortedMap<String, String> files)
            throws JsonProcessingException {
        Map<String, Object> manifest = new LinkedHashMap<>();
        manifest.put("format", FORMAT);
        manifest.put("crisis", crisis.number());
        manifest.put("phase", crisis.phase());
        manifest.put("acts", end.acts());
        manifest.put("end", end.hash());
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
        files.put(name, HexFormat.of().formatHex(sha256().digest(content)));
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream file = RecordArchive.class.getResourceAsStream("/audit/" + name)) {
            if (file == null) {
                throw new IllegalStateException("audit/" + name + " is missing in the jar");
            }
            return file.readAllBytes();
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
