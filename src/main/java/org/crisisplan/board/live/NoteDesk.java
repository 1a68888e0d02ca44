package org.crisisplan.board.live;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.crisisplan.crisis.CrisisNotes;
import org.crisisplan.crisis.InvalidReport;
import org.crisisplan.crisis.InvalidReport.Finding;
import org.crisisplan.crisis.NoteFile;
import org.crisisplan.crisis.NoteFileType;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.multipart.MultipartFile;

/** Takes notes as the page's form sends them, and hands out their files. */
@Component
class NoteDesk {

    private final CrisisNotes notes;
    private final Clock clock;

    NoteDesk(CrisisNotes notes, Clock clock) {
        this.notes = notes;
        this.clock = clock;
    }

    /**
     * What somebody filled in.
     *
     * @param happenedAt on the clock of the people here; nothing for now
     */
    record Written(
            @Nullable String text,
            @Nullable String happenedAt,
            @Nullable MultipartFile file) {

        NoteForm refused(InvalidReport invalid) {
            return new NoteForm(
                    Objects.requireNonNullElse(text, ""),
                    Objects.requireNonNullElse(happenedAt, ""),
                    invalid.findings().stream().map(Finding::field).collect(Collectors.toSet()));
        }
    }

    int add(String number, Written note) {
        return notes.add(
                number, Objects.requireNonNullElse(note.text(), ""), happenedAt(note.happenedAt()), file(note.file()));
    }

    void pin(String number, int seq, boolean pinned) {
        notes.pin(number, seq, pinned);
    }

    private @Nullable Instant happenedAt(@Nullable String local) {
        if (local == null || local.isBlank()) {
            return null;
        }
        try {
            return LocalDateTime.parse(local.strip()).atZone(clock.getZone()).toInstant();
        } catch (DateTimeParseException noTime) {
            throw new InvalidReport(List.of(new Finding("beganAt", "must be a time such as 2026-11-23T16:00")));
        }
    }

    private static @Nullable NoteFile file(@Nullable MultipartFile sent) {
        if (sent == null || sent.isEmpty()) {
            return null;
        }
        if (sent.getSize() > CrisisNotes.LARGEST_FILE) {
            throw new InvalidReport(List.of(new Finding("file", "is too large")));
        }
        try {
            byte[] content = sent.getBytes();
            NoteFileType type = NoteFileType.of(content)
                    .orElseThrow(() -> new InvalidReport(List.of(new Finding("fileType", "is not taken"))));
            return new NoteFile(
                    NoteFile.safeName(Objects.requireNonNullElse(sent.getOriginalFilename(), ""), type), type, content);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    ResponseEntity<byte[]> file(String number, int seq) {
        return notes.file(number, seq)
                .map(file -> ResponseEntity.ok()
                        .contentType(MediaType.APPLICATION_OCTET_STREAM)
                        .header(
                                HttpHeaders.CONTENT_DISPOSITION,
                                ContentDisposition.attachment()
                                        .filename(file.name(), StandardCharsets.UTF_8)
                                        .build()
                                        .toString())
                        .header("X-Content-Type-Options", "nosniff")
                        .body(file.content()))
                .orElseGet(() -> ResponseEntity.notFound().build());
    }
}
