package org.crisisplan.loss;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A figure that the formula of a loss uses, by the name that the table {@code loss} calls it; amounts are in CNY. */
public enum LossParameter {
    /** Orders of an average day (R39); the only one beside the weights that business lines have of their own. */
    AVERAGE_DAILY_ORDER_AMOUNT("averageDailyOrderAmount", "1000000000000", true),
    /** How much more than in an average hour is ordered in this one. */
    HOUR_WEIGHT("hourWeight", "24", true),
    RECOVERED_ORDER_SHARE("recoveredOrderShare", "1", false),
    MONTHLY_REVENUE_PER_USER("monthlyRevenuePerUser", "1000000", false),
    REMAINING_MONTHS("remainingMonths", "600", false),
    GROSS_MARGIN("grossMargin", "1", false),
    ACQUISITION_COST("acquisitionCost", "1000000", false),
    TICKET_COST("ticketCost", "1000000", false),
    LABOUR_RATE("labourRate", "1000000", false);

    private final String word;
    private final BigDecimal most;
    private final boolean byLine;

    LossParameter(String word, String most, boolean byLine) {
        this.word = word;
        this.most = new BigDecimal(most);
        this.byLine = byLine;
    }

    /** The name of the variable. */
    public String word() {
        return word;
    }

    public BigDecimal most() {
        return most;
    }

    /** Whether each business line may have one of its own. */
    public boolean byLine() {
        return byLine;
    }

    public boolean byHour() {
        return this == HOUR_WEIGHT;
    }

    static Optional<LossParameter> of(String word) {
        return Arrays.stream(values()).filter(one -> one.word.equals(word)).findFirst();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
