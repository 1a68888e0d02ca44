package org.crisisplan.publish;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.crisisplan.publish.Post.Conversation;
import org.jspecify.annotations.Nullable;

/** Posts of approved statements, for tests of channels: the way to one is closed to everybody else. */
public final class ApprovedPost {

    public static final Instant SINCE = Instant.parse("2026-11-23T08:00:00Z");
    public static final String TITLE = "We repair the login";
    public static final String TITLE_ZH = "登录正在修复";

    private ApprovedPost() {}

    /** A statement with a short text in two languages, to be said in English. */
    public static Post post() {
        return post("We know of it and repair it.", PostLanguage.EN, null, 1, null);
    }

    /** The same, not for the first time. */
    public static Post again() {
        return post("We know of it and repair it.", PostLanguage.EN, null, 2, null);
    }

    /** The same, after others about the crisis. */
    public static Post answering(String first, String latest) {
        return post("We know of it and repair it.", PostLanguage.EN, null, 1, new Conversation(first, latest));
    }

    public static Post post(
            String text,
            PostLanguage language,
            @Nullable Integer longest,
            int attempt,
            @Nullable Conversation conversation) {
        return post(
                text,
                language,
                longest,
                attempt,
                conversation,
                URI.create("https://status.example.com/status/CR-2026-0001"));
    }

    public static Post post(
            String text,
            PostLanguage language,
            @Nullable Integer longest,
            int attempt,
            @Nullable Conversation conversation,
            @Nullable URI page) {
        var words = new StatementText(TITLE, TITLE_ZH, text, "我们已知悉并正在修复。");
        String hash = words.hash("CR-2026-0001", StatementKind.FIRST, 1);
        var statement = new Statement(
                "5d3b4b8c-6c0c-4d0e-9a55-0f1f1f6f0c11",
                "run",
                "CR-2026-0001",
                StatementKind.FIRST,
                1,
                1,
                "responding",
                words,
                hash,
                "pr",
                List.of("legal"),
                SINCE,
                null);
        ApprovedStatement approved = ApprovedStatement.of(
                statement, List.of(new Approval(hash, "legal", "lawyer", Approval.Verdict.APPROVE)));
        return new Post(approved, language, longest, page, statement.id() + ".channel", SINCE, attempt, conversation);
    }
}
