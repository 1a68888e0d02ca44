package org.crisisplan.publish;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.crisisplan.approval.NotAccepted;

/**
 * What the public would read, in both languages. People approve exactly this, so its {@link #hash} stands for it wherever the
 * text itself would be too long.
 */
public record StatementText(String titleEn, String titleZh, String textEn, String textZh) {

    static final String TITLE_EN = "statementTitleEn";
    static final String TITLE_ZH = "statementTitleZh";
    static final String TEXT_EN = "statementTextEn";
    static final String TEXT_ZH = "statementTextZh";

    /** Browsers and templates differ in how they end a line and whether they end the last one; readers cannot see it. */
    public StatementText {
        titleEn = tidy(titleEn);
        titleZh = tidy(titleZh);
        textEn = tidy(textEn);
        textZh = tidy(textZh);
    }

    /** The text that a person sees on a task of this execution. */
    static StatementText shownOn(VariableScope execution) {
        return new StatementText(
                read(execution, TITLE_EN),
                read(execution, TITLE_ZH),
                read(execution, TEXT_EN),
                read(execution, TEXT_ZH));
    }

    void showOn(VariableScope execution) {
        execution.setVariable(TITLE_EN, titleEn);
        execution.setVariable(TITLE_ZH, titleZh);
        execution.setVariable(TEXT_EN, textEn);
        execution.setVariable(TEXT_ZH, textZh);
    }

    /**
     * SHA-256 over what is approved: which crisis, which kind of statement, which version of it, and the four parts of the text; each
     * with its length before it, so that no two share one by moving a boundary.
     */
    String hash(String crisis, StatementKind kind, int version) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            for (String part :
                    List.of(crisis, kind.word(), String.valueOf(version), titleEn, titleZh, textEn, textZh)) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                sha256.update(
                        ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
                sha256.update(bytes);
            }
            return HexFormat.of().formatHex(sha256.digest());
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    /** With the neutral word wherever it would say something personal. */
    public StatementText forEverybody() {
        return new StatementText(
                PersonalWords.forEverybody(titleEn),
                PersonalWords.forEverybody(titleZh),
                PersonalWords.forEverybody(textEn),
                PersonalWords.forEverybody(textZh));
    }

    private static String read(VariableScope execution, String variable) {
        Object value = execution.getVariable(variable);
        if (value != null && !(value instanceof String)) {
            throw new NotAccepted("The field " + variable + " takes text. 此栏只能填写文字。");
        }
        return value == null ? "" : (String) value;
    }

    private static String tidy(String text) {
        return text.replace("\r\n", "\n").replace('\r', '\n').strip();
    }
}
