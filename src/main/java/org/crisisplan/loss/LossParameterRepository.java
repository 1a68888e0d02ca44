package org.crisisplan.loss;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.crisisplan.loss.LossFigure.Place;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Figures of finance; rows are only added. */
@Repository
class LossParameterRepository {

    private static final Comparator<LossFigure> IN_ORDER = Comparator.comparing(LossFigure::parameter)
            .thenComparing(LossFigure::line)
            .thenComparing(LossFigure::hour);

    private final JdbcClient sql;

    LossParameterRepository(JdbcClient sql) {
        this.sql = sql;
    }

    void add(LossFigure figure) {
        sql.sql("""
                        insert into loss_parameter (name, line, at_hour, amount, valid_from, source, set_by, set_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(figure.parameter().word(), figure.line(), figure.hour())
                .param(figure.amount())
                .params(
                        figure.validFrom(),
                        figure.source(),
                        figure.setBy(),
                        figure.setAt().atOffset(ZoneOffset.UTC))
                .update();
    }

    /** What holds on a day: of each kind the one that began last, and of those of one day the one that was set last. */
    List<LossFigure> inForce(LocalDate day) {
        Map<Place, LossFigure> last = new HashMap<>();
        sql.sql("select * from loss_parameter where valid_from <= ? order by valid_from, id")
                .param(day)
                .query(this::figure)
                .list()
                .forEach(figure -> last.put(figure.place(), figure));
        List<LossFigure> figures = new ArrayList<>(last.values());
        figures.removeIf(figure -> figure.amount() == null);
        figures.sort(IN_ORDER);
        return figures;
    }

    /** Those that will hold from a later day on. */
    List<LossFigure> after(LocalDate day) {
        return sql.sql("select * from loss_parameter where valid_from > ? order by valid_from, id")
                .param(day)
                .query(this::figure)
                .list();
    }

    /** What was set last, newest first. */
    List<LossFigure> history(int most) {
        return sql.sql("select * from loss_parameter order by id desc fetch first ? rows only")
                .param(most)
                .query(this::figure)
                .list();
    }

    private LossFigure figure(ResultSet row, int number) throws SQLException {
        String name = row.getString("name");
        return new LossFigure(
                LossParameter.of(name).orElseThrow(() -> new IllegalStateException("No figure is called " + name)),
                row.getString("line"),
                row.getInt("at_hour"),
                row.getBigDecimal("amount"),
                row.getObject("valid_from", LocalDate.class),
                row.getString("source"),
                row.getString("set_by"),
                row.getObject("set_at", OffsetDateTime.class).toInstant());
    }
}
