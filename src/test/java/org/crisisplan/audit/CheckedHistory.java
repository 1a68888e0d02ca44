package org.crisisplan.audit;

import java.util.List;
import org.springframework.context.ApplicationContext;

/** What the check of the engine's history finds of one crisis, for drills in other packages. */
public final class CheckedHistory {

    private CheckedHistory() {}

    public static List<String> differences(ApplicationContext product, String number) {
        return product.getBean(HistoryCheck.class).differences(number).stream()
                .map(String::valueOf)
                .toList();
    }
}
