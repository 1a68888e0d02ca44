package org.crisisplan.publish;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.crisisplan.crisis.CrisisSearch;
import org.crisisplan.crisis.CrisisSearch.Text;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds crises by the texts that were drafted for them, every version of each. Reads only. */
@Component
public class StatementSearch {

    private final JdbcClient sql;

    StatementSearch(JdbcClient sql) {
        this.sql = sql;
    }

    /**
     * The numbers of the crises in one of whose statements or answers, published or not, these words stand.
     *
     * @param among only these are asked for; where they are many, others may be among those that are found
     */
    public Set<String> crisesSaying(String words, Collection<String> among) {
        Text text = Text.of(words);
        List<Object> values = new ArrayList<>(List.of(text.plain(), text.plain(), text.plain(), text.plain()));
        return new HashSet<>(sql.sql("select distinct crisis from statement where crisis is not null and ("
                        + text.in("text_zh") + " or " + text.in("text_en") + " or " + text.in("title_zh") + " or "
                        + text.in("title_en") + ")" + CrisisSearch.among("crisis", among, values))
                .params(values)
                .query(String.class)
                .list());
    }
}
