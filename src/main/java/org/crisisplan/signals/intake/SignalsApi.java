package org.crisisplan.signals.intake;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.security.SecurityScheme;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.crisisplan.signals.InvalidSignal;
import org.crisisplan.signals.Signal;
import org.crisisplan.signals.SourceFormat;
import org.crisisplan.signals.intake.Delivery.Kept;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Where other systems say what they noticed. Answered when it is committed, and not before. */
@RestController
@RequestMapping(path = "/api/signals", produces = "application/json")
@Tag(name = "Signals", description = "What monitoring systems notice")
@SecurityScheme(
        name = "key of the source",
        type = io.swagger.v3.oas.annotations.enums.SecuritySchemeType.HTTP,
        scheme = "bearer",
        description = "A key of crisis-plan.signals.sources.<name>.keys; or, without it, a Standard Webhooks signature "
                + "in webhook-id, webhook-timestamp and webhook-signature")
@SecurityRequirement(name = "key of the source")
class SignalsApi {

    private static final String REFUSED = "Nothing of it was kept; the detail says where the fault is";

    private final Intake intake;
    private final PlainFormat plain;
    private final CloudEvents events;
    private final Map<String, SourceFormat> formats;

    SignalsApi(Intake intake, PlainFormat plain, CloudEvents events, List<SourceFormat> formats) {
        this.intake = intake;
        this.plain = plain;
        this.events = events;
        this.formats = formats.stream().collect(Collectors.toMap(SourceFormat::name, Function.identity()));
    }

    /** A signal as it is posted; see the field's description in {@link Signal}. */
    @Schema(name = "Signal")
    record Posted(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED, maxLength = Signal.LONGEST_ID, example = "probe-4711")
            String id,

            @Schema(
                    requiredMode = Schema.RequiredMode.REQUIRED,
                    allowableValues = {"alert", "metric", "log", "mention", "advisory", "report", "silence"})
            String kind,

            @Schema(requiredMode = Schema.RequiredMode.REQUIRED, maxLength = Signal.LONGEST_SUBJECT, example = "login")
            String subject,

            @Nullable @Schema(example = "page_load_seconds") String metric,
            @Nullable @Schema(example = "4.2") Double value,

            @Nullable @Schema(maxLength = Signal.LONGEST_TEXT)
            String text,

            @Nullable @Schema(maxLength = Signal.LONGEST_LINK)
            String link,

            @Nullable @Schema(maxLength = Signal.LONGEST_AUTHOR, description = "absent when anonymous")
            String author,

            @Nullable @Schema(example = "weibo") String platform,

            @Nullable @Schema(allowableValues = {"positive", "neutral", "negative"})
            String sentiment,

            @Nullable @Schema(allowableValues = {"info", "warning", "critical"})
            String severity,

            @Nullable Boolean resolved,
            @Nullable OffsetDateTime occurred) {}

    /** What became of what was posted.
     *
     * @param accepted how many signals were new
     * @param duplicates how many were known already
     * @param duplicate whether all of it was known */
    record Answer(int accepted, int duplicates, boolean duplicate) {}

    @Operation(
            summary = "Say what was noticed: one signal, an array of them, or CloudEvents 1.0",
            description = "The source is the one whose key or signature the request carries. The same id again changes "
                    + "nothing. CloudEvents may be structured, batched or binary; the event's data are the fields of a "
                    + "signal, its source and id together its id.")
    @RequestBody(
            required = true,
            content = {
                @Content(mediaType = "application/json", schema = @Schema(implementation = Posted.class)),
                @Content(
                        mediaType = "application/cloudevents+json",
                        schema = @Schema(type = "object", description = "A CloudEvent whose data is a signal")),
                @Content(
                        mediaType = "application/cloudevents-batch+json",
                        schema = @Schema(type = "array", description = "CloudEvents whose data are signals"))
            })
    @ApiResponse(responseCode = "202", description = "Kept for good")
    @ApiResponse(responseCode = "200", description = "All of it was known already")
    @ApiResponse(responseCode = "400", description = REFUSED)
    @ApiResponse(responseCode = "401", description = "Not a known source, or a signature that is wrong or too old")
    @ApiResponse(responseCode = "409", description = "The same id was received before with another content")
    @ApiResponse(responseCode = "413", description = "More than 256 KiB")
    @ApiResponse(responseCode = "415", description = "A compressed body, or a type that is not understood")
    @ApiResponse(responseCode = "429", description = "More than was agreed; Retry-After says when to go on")
    @ApiResponse(
            responseCode = "503",
            description = "It cannot be kept at the moment; Retry-After says when to try again")
    @PostMapping
    ResponseEntity<Answer> post(@Parameter(hidden = true) SourceAuthentication sender, HttpEntity<byte[]> request)
            throws HttpMediaTypeNotSupportedException {
        return answer(sender, body(request), said(sender, request), true);
    }

    @Operation(
            summary = "Say what was noticed in the source's own format",
            description = "The format is the one configured for the source, such as an Alertmanager's webhook.")
    @RequestBody(
            required = true,
            content = @Content(mediaType = "*/*", schema = @Schema(type = "string", format = "binary")))
    @ApiResponse(responseCode = "202", description = "Kept for good")
    @ApiResponse(responseCode = "200", description = "All of it was known already")
    @ApiResponse(responseCode = "400", description = REFUSED)
    @ApiResponse(responseCode = "401", description = "Not a known source, or a signature that is wrong or too old")
    @ApiResponse(responseCode = "409", description = "The same delivery was received before with another content")
    @ApiResponse(responseCode = "413", description = "More than 256 KiB")
    @ApiResponse(responseCode = "429", description = "More than was agreed; Retry-After says when to go on")
    @ApiResponse(
            responseCode = "503",
            description = "It cannot be kept at the moment; Retry-After says when to try again")
    @PostMapping("/{source}")
    ResponseEntity<Answer> postTo(
            @PathVariable String source,
            @Parameter(hidden = true) SourceAuthentication sender,
            HttpEntity<byte[]> request)
            throws HttpMediaTypeNotSupportedException {
        if (sender.format().equals(PlainFormat.NAME)) {
            return post(sender, request);
        }
        byte[] body = body(request);
        SourceFormat format = formats.get(sender.format());
        if (format == null) {
            throw new IllegalStateException(
                    "The source " + sender.source() + " has the format " + sender.format() + ", which there is not");
        }
        List<Signal> signals =
                format.read(sender.source(), body, request.getHeaders().getContentType());
        // alerts are said again with other words while they last; that is no contradiction
        return answer(sender, body, signals.stream().map(ParsedSignal::of).toList(), false);
    }

    private List<ParsedSignal> said(SourceAuthentication sender, HttpEntity<byte[]> request)
            throws HttpMediaTypeNotSupportedException {
        HttpHeaders headers = request.getHeaders();
        MediaType type = headers.getContentType();
        if (headers.containsKey(CloudEvents.HEADER + "specversion")) {
            return List.of(plain.one(sender.source(), events.signal(headers::getFirst, body(request), type)));
        }
        List<MediaType> understood = List.of(MediaType.APPLICATION_JSON, CloudEvents.ONE, CloudEvents.MANY);
        if (type == null || understood.stream().noneMatch(one -> one.isCompatibleWith(type))) {
            throw new HttpMediaTypeNotSupportedException(type, understood);
        }
        return plain.readSaid(sender.source(), body(request), type);
    }

    private ResponseEntity<Answer> answer(
            SourceAuthentication sender, byte[] body, List<ParsedSignal> said, boolean strict) {
        Kept kept = intake.accept(new Delivery(sender.source(), sender.delivery(), Signal.hash(body), strict, said));
        Answer answer = new Answer(kept.fresh().size(), kept.known(), kept.repeated());
        return ResponseEntity.status(kept.repeated() ? HttpStatus.OK : HttpStatus.ACCEPTED)
                .body(answer);
    }

    private static byte[] body(HttpEntity<byte[]> request) {
        byte[] body = request.getBody();
        if (body == null || body.length == 0) {
            throw new InvalidSignal("body", "must not be empty");
        }
        return body;
    }
}
