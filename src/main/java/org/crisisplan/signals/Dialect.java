package org.crisisplan.signals;

import java.sql.Array;
import java.sql.DatabaseMetaData;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcUtils;
import org.springframework.jdbc.support.MetaDataAccessException;
import org.springframework.stereotype.Component;

/**
 * Which of the two databases is written to. PostgreSQL serves several nodes and takes many rows in one statement; H2 is embedded
 * in the only node, whose one writer meets no other.
 */
@Component
public class Dialect {

    private final boolean postgres;
    private final JdbcTemplate jdbc;

    Dialect(DataSource database, JdbcTemplate jdbc) throws MetaDataAccessException {
        this.jdbc = jdbc;
        String product = JdbcUtils.extractDatabaseMetaData(database, DatabaseMetaData::getDatabaseProductName);
        this.postgres = product.equals("PostgreSQL");
    }

    public boolean isPostgres() {
        return postgres;
    }

    /** One column of many rows, for {@code unnest}. */
    public <T> Array words(List<T> rows, Function<T, @Nullable String> value) {
        return column("varchar", rows, value, String[]::new);
    }

    public <T> Array numbers(List<T> rows, Function<T, @Nullable Long> value) {
        return column("int8", rows, value, Long[]::new);
    }

    public <T> Array figures(List<T> rows, Function<T, @Nullable Double> value) {
        return column("float8", rows, value, Double[]::new);
    }

    public <T> Array flags(List<T> rows, Function<T, @Nullable Boolean> value) {
        return column("boolean", rows, value, Boolean[]::new);
    }

    /** Arrays of their own type are sent as they are; arrays of objects would be written as text and read again. */
    private <T, V> Array column(
            String type, List<T> rows, Function<T, @Nullable V> value, IntFunction<@Nullable V[]> array) {
        @Nullable V[] values = array.apply(rows.size());
        for (int i = 0; i < values.length; i++) {
            values[i] = value.apply(rows.get(i));
        }
        ConnectionCallback<Array> create = connection -> connection.createArrayOf(type, values);
        Array column = jdbc.execute(create);
        if (column == null) {
            throw new IllegalStateException("No array of " + type);
        }
        return column;
    }
}
