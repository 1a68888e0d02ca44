package org.crisisplan.signals.watchlist;

import static org.assertj.core.api.Assertions.assertThat;

import org.crisisplan.PlanTest;
import org.crisisplan.signals.watchlist.WatchList.Topic;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What channels listen for stands in the plan's tables, and nowhere else. */
@PlanTest
class WatchTablesTest {

    @Autowired
    WatchList watchList;

    @Test
    void theKeywordsAreThoseOfThePlan() {
        assertThat(watchList.words()).startsWith("网站崩溃", "数据丢失").contains("site is down");
        assertThat(watchList.topics("网站崩溃之后,我的数据丢失了"))
                .containsExactly(new Topic("site", "outage"), new Topic("user-data", "data-loss"));
        assertThat(watchList.topics("The Site Is Down")).containsExactly(new Topic("site", "outage"));
        assertThat(watchList.topics("nice weather")).isEmpty();
    }

    @Test
    void soAreOurNamesAndWhatWeUse() {
        assertThat(watchList.brands("What Example.org did")).containsExactly("example");
        assertThat(watchList.brands("What others did")).isEmpty();
        assertThat(watchList.assets("cpe:2.3:a:apache:tomcat")).containsExactly("web-server");
        assertThat(watchList.assets("IIS")).isEmpty();
    }
}
