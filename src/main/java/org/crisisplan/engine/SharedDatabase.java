package org.crisisplan.engine;

import java.sql.DatabaseMetaData;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.support.JdbcUtils;
import org.springframework.jdbc.support.MetaDataAccessException;
import org.springframework.stereotype.Component;

/** Whether other nodes may work on the same database: on any server, but not on the embedded H2. */
@Component
public class SharedDatabase {

    private final boolean shared;

    @Autowired
    SharedDatabase(DataSource database) throws MetaDataAccessException {
        this(!"H2"
                .equals(JdbcUtils.<String>extractDatabaseMetaData(database, DatabaseMetaData::getDatabaseProductName)));
    }

    public SharedDatabase(boolean shared) {
        this.shared = shared;
    }

    public boolean isShared() {
        return shared;
    }
}
