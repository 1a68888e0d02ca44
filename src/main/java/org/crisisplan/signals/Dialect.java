package org.crisisplan.signals;

import java.sql.Array;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
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
class Dialect {

    private final boolean postgres;
    private final JdbcTemplate jdbc;

    Dialect(DataSource database, JdbcTemplate jdbc) throws MetaDataAccessException {
        this.jdbc = jdbc;
        String product = JdbcUtils.extractDatabaseMetaData(database, DatabaseMetaData::getDatabaseProductName);
        this.postgres = product.equals("PostgreSQL");
    }

    boolean isPostgres() {
        return postgres;
    }

    /** One column of many rows, for {@code unnest}. */
    <T> Array column(String type, List<T> rows, Function<T, @Nullable Object> value) {
        Object[] values = new Object[rows.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value.apply(rows.get(i));
        }
        ConnectionCallback<Array> create = connection -> array(connection, type, values);
        Array array = jdbc.execute(create);
        if (array == null) {
            throw new IllegalStateException("No array of " + type);
        }
        return array;
    }

    private static Array array(java.sql.Connection connection, String type, Object[] values) throws SQLException {
        return connection.createArrayOf(type, values);
    }
}
