package org.crisisplan.plan.check;

/**
 * What somebody typed and FEEL reads otherwise, or not at all.
 *
 * @param problem what is wrong, as the end of a sentence that begins with the cell
 * @param remedy what to write instead
 */
record CellMistake(String problem, String remedy) {

    static CellMistake write(String problem, String instead) {
        return new CellMistake(problem, "Write " + instead);
    }
}
