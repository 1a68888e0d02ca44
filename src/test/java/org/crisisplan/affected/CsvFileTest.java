package org.crisisplan.affected;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.crisisplan.affected.ListReading.Found;
import org.crisisplan.affected.UnreadableFile.Why;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lists as people really send them. */
class CsvFileTest {

    private static CsvFile file(String text, Charset charset) {
        byte[] bytes = text.getBytes(charset);
        return new CsvFile(() -> new ByteArrayInputStream(bytes));
    }

    private static CsvFile file(String text) {
        return file(text, StandardCharsets.UTF_8);
    }

    private static Found look(CsvFile file) {
        return new ListReading(file, file.guesses()).look();
    }

    @ParameterizedTest
    @CsvSource({"UTF-8,''", "GB18030,''", "UTF-8,\uFEFF", "UTF-16LE,\uFEFF", "UTF-16BE,\uFEFF"})
    void chineseNamesAreReadInWhateverEncoding(String charset, String mark) {
        CsvFile file = file(mark + "邮箱;姓名;手机号;订单\na@example.org;李雷;+86 138 0000 0000;A-1\n", Charset.forName(charset));

        assertThat(file.delimiter()).isEqualTo(';');
        assertThat(file.columns()).containsExactly("邮箱", "姓名", "手机号", "订单");
        assertThat(file.guesses()).containsExactly(Column.MAIL, Column.NAME, Column.PHONE, Column.VALUE);
        assertThat(look(file).first())
                .containsExactly(
                        new ListReading.Shown(2, "a***@example.org", "138****0000", "", "李**", "", List.of("A-1")));
    }

    @Test
    void tabsQuotedLineBreaksAndEmptyLinesAreNoTrouble() {
        Found found = look(
                file(
                        "e-mail\tname\tnote\r\na@example.org\tAnn\t\"two\r\nlines, \"\"quoted\"\"\"\r\n\r\n\t\t\r\nb@example.org\tBob\t\r\n"));

        assertThat(found.good()).isEqualTo(2);
        assertThat(found.refused()).isZero();
        assertThat(found.first()).extracting(ListReading.Shown::line).containsExactly(2L, 6L);
        assertThat(found.first().get(0).values()).containsExactly("two lines, \"quoted\"");
    }

    @Test
    void linesOfNoUseAreNamed() {
        Found found = look(file("""
                mail,name
                a@example.org,Ann
                not an address,Bob
                "c@example.org\r\nBcc: all@example.org",Cy
                ,Dora
                two@example.org;three@example.org,Eve
                f@example.org,Fay,too many
                """));

        assertThat(found.good()).isEqualTo(1);
        assertThat(found.faults())
                .extracting(fault -> fault.line() + " " + fault.fault().word())
                .containsExactly("3 mail", "4 control", "6 nobody", "7 mail", "8 shape");
    }

    @Test
    void withoutAHeadingTheFirstLineIsSomebody() {
        CsvFile file = file("a@example.org,Ann\nb@example.org,Bob\n");

        assertThat(file.guesses()).containsExactly(Column.MAIL, Column.VALUE);
        assertThat(look(file).good()).isEqualTo(2);
    }

    @Test
    void whatIsNoListIsRefusedInWords() {
        assertThat(why(() -> new ByteArrayInputStream(new byte[0]))).isEqualTo(Why.EMPTY);
        assertThat(why(() -> bytes("mail,name\n"))).isEqualTo(Why.HEADER_ONLY);
        assertThat(why(() -> new ByteArrayInputStream(new byte[] {'a', (byte) 0xff, (byte) 0xff, '\n'})))
                .isEqualTo(Why.CHARSET);
        assertThat(why(() -> bytes("mail,name\n\"a@example.org,Ann\n"))).isEqualTo(Why.QUOTE);
        assertThat(new ListReading(file("name,order\nAnn,1\n"), List.of(Column.NAME, Column.VALUE)).namesSomebody())
                .isFalse();
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Why why(java.util.function.Supplier<InputStream> content) {
        Why[] why = new Why[1];
        assertThatThrownBy(() -> look(new CsvFile(content)))
                .isInstanceOfSatisfying(UnreadableFile.class, refused -> why[0] = refused.why());
        return why[0];
    }

    @Test
    void aSpreadsheetComputesNothingOfWhatIsExported() {
        assertThat(List.of("=1+1", "+1", "-1", "@cmd", "\t=1", " =1", "a=1", ""))
                .map(OutcomeExport::harmless)
                .containsExactly("'=1+1", "'+1", "'-1", "'@cmd", "'\t=1", "' =1", "a=1", "");
    }
}
