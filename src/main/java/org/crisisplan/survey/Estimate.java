package org.crisisplan.survey;

/**
 * A figure of a sample with the range that the figure of all those affected lies in, in 19 of 20 samples.
 *
 * @param value a share from 0 to 1, or a mean
 */
public record Estimate(double value, double low, double high) {

    /** Of the normal distribution, for 19 of 20. */
    private static final double Z = 1.96;

    /** Half the width of the range: the margin of error. */
    public double margin() {
        return (high - low) / 2;
    }

    public int percent() {
        return (int) Math.round(value * 100);
    }

    public int lowPercent() {
        return (int) Math.round(low * 100);
    }

    public int highPercent() {
        return (int) Math.round(high * 100);
    }

    public int marginPercent() {
        return (int) Math.round(margin() * 100);
    }

    /**
     * The interval of Wilson, which stays between 0 and 1 and says something where nobody, or everybody, agrees. Of a small population most
     * of which has answered, the margin shrinks accordingly.
     *
     * @param answers at least 1
     * @param population how many there are in all
     */
    static Estimate ofShare(int agreeing, int answers, int population) {
        double share = (double) agreeing / answers;
        if (answers >= population) {
            return new Estimate(share, share, share);
        }
        double effective = answers * (population - 1.0) / (population - answers);
        double square = Z * Z;
        double middle = (share + square / (2 * effective)) / (1 + square / effective);
        double half = Z
                / (1 + square / effective)
                * Math.sqrt(share * (1 - share) / effective + square / (4 * effective * effective));
        return new Estimate(share, Math.max(0, middle - half), Math.min(1, middle + half));
    }

    /**
     * @param sum of all values
     * @param squares sum of their squares
     */
    static Estimate ofMean(double sum, double squares, int answers, int population) {
        double mean = sum / answers;
        if (answers >= population) {
            return new Estimate(mean, mean, mean);
        }
        // one answer says nothing of how far answers lie apart: as far as they can
        double variance = answers == 1
                ? (Question.HIGHEST - Question.LOWEST) * (Question.HIGHEST - Question.LOWEST) / 4.0
                : Math.max(0, (squares - sum * mean) / (answers - 1));
        double correction = (population - answers) / Math.max(1.0, population - 1.0);
        double half = Z * Math.sqrt(variance / answers * correction);
        return new Estimate(mean, Math.max(Question.LOWEST, mean - half), Math.min(Question.HIGHEST, mean + half));
    }
}
