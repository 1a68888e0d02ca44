package org.crisisplan.plan.check;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.crisisplan.crisis.CrisisResponse;

/**
 * Which process variables the product's beans read and write when a diagram calls them: what the check knows of the flow of data
 * besides forms, tables and mappings.
 *
 * @param reads what the bean asks for; what is missing is left out
 * @param writes what is there afterwards in any case
 * @param mayWrite what it writes only sometimes
 */
record PlanCheckEffects(Set<String> reads, Set<String> writes, Set<String> mayWrite) {

    private static final PlanCheckEffects NONE = new PlanCheckEffects(Set.of(), Set.of(), Set.of());

    private static final Pattern CALL =
            Pattern.compile("\\b(\\w+)\\.(\\w+)\\(\\s*(?:execution|task)\\s*(?:,\\s*'([^']*)')?");
    private static final Pattern DELEGATE = Pattern.compile("[$#]\\{(\\w+)}");
    private static final Pattern SETS = Pattern.compile("\\.setVariable\\(\\s*['\"](\\w+)['\"]");

    private static final String TEXT = "statementTitleZh statementTextZh statementTitleEn statementTextEn";
    private static final String CRISIS = "title description level levelReasons";

    /** What the product tells of a crisis beside its forms: the register of rumours, the fact sheet, and the texts that may be passed on. */
    static final Set<String> TOLD_BY_THE_PRODUCT = words(
            "rumourVerdict factSheet approvedTexts approvedWords laterVersions trainingsHeld dutyReceipts openDuties repeatedCases recurrenceSuggested volumeMentions volumeNegative"
                    + " volumeNegativeBefore volumeSummary affectedListed surveyAnswered surveyDissatisfied surveySummary"
                    + " surveyInvitation");

    private static final Map<String, PlanCheckEffects> KNOWN = new HashMap<>();

    static {
        bean("findSimilarCases", "technical content", "similarCases", "");
        bean(
                "takeLossParameters",
                "",
                "lossParametersUsed",
                "averageDailyOrderAmount hourWeight recoveredOrderShare monthlyRevenuePerUser remainingMonths grossMargin"
                        + " acquisitionCost ticketCost labourRate");
        bean("openSurvey", "sampleSize surveyHours", "", "");
        bean(
                "archiveCase",
                "compensationKind compensationAmount compensationUsers compensationDecision confirmedLoss"
                        + " reviewCauses reviewWeaknesses actionItems technical content",
                "",
                "");
        bean("registerImprovements", "actionItems", "", "");
        bean("closeImprovement", "planVersion documentReference itemResult", "", "");
        bean("improvements.plansDrill", "drillOn", "", "");
        bean("improvements.afterDrill", "drillOn", "", "");
        bean("formTeam", "team " + CRISIS, "", "");
        bean("inviteToReview", "reviewDue " + CRISIS, "", "");
        bean("reportClock", "clock " + CRISIS, "", "");
        bean("alertManagement", CRISIS, "", "");
        bean("askDeputyToAcknowledge", CRISIS, "", "");
        bean("announceTask", CRISIS, "", "");
        bean("passOnInstruction", CRISIS, "", "");
        bean("remindOfTask", CRISIS, "", "");
        bean("escalateTask", CRISIS, "", "");
        bean(
                "prepareDraft",
                "statementKind statementTemplate draftDecision leakedUsers compensationKind compensationAmount",
                TEXT,
                "");
        bean(
                "keepDraft",
                "draftDecision figuresSeen " + TEXT,
                "",
                "approvers statementFigures statementChanges drafter " + TEXT);
        bean("prepareAnswer", TEXT, "statementKind " + TEXT, "");
        bean("answers.begins", "answerEntry", "", "");
        bean("answers.approved", "answerEntry", "", "");
        bean(
                "recordInquiryAnswer",
                "inquiry inquiryDecision answerText newQuestion declineReason",
                "",
                "answerEntry " + TEXT);
        bean("recordFiling", "dutyId filingOutcome filedAt filingNumber filingReceipt filingText filingReason", "", "");
        bean("duties.settled", "", "dutiesLeft", "");
        bean("duties.missed", "dutyId", "", "");
        bean("submitPreparedDraft", TEXT, "approvers statementFigures statementChanges " + TEXT, "");
        bean("recordSignature", "signature signatureComment department", "", "objections");
        bean("recordApproval", "verdict verdictComment approverGroup " + TEXT, "", "verdictComment");
        bean("openDrill", "scenario drillPace drillPlayed drillItems leadGroup orderedBy", "number title", "");
        bean("keepScorecard", "number", "drillSummary", "");
        bean(
                "concludeDrill",
                "number drillExecution drillPlanFitness drillCommand drillHandling drillEquipment drillAdvice drillPassed",
                "",
                "");
        for (String step : List.of("tellInjects", "endRehearsal", "drills.nextStepAt", "drills.isOver")) {
            bean(step, "number", "", "");
        }
        bean("orderDrill", "scenario", "", "");
        bean("drills.beginsAt", "scenario", "", "");
        bean("publishToChannel", "channel", "", "");
        bean("recordByHand", "channel handDecision handNote", "", "");
        for (String asked : List.of("onChannel", "answerPending", "department", "channelProblem")) {
            bean("statements." + asked, "channel", "", "");
        }
        bean("openTriagedCrisis", "subject fault crisisTitle crisisDescription crisisKind", "number", "");
        bean("raiseByHand", "subject fault crisisTitle crisisDescription crisisKind", "number", "");
        bean("mailingAudience.department", "audience", "", "");
        bean("findDueContacts", "", "contactsDue", "");
        bean("askToConfirm", "contactUser", "title person contactPage contactRounds", "");
        bean("keepContactOutcome", "contactUser contactOutcome", "", "");
        bean("contactChecks.due", "contactsDue", "", "");
        for (String asked : List.of("answerWithin", "asksAgain", "escalatedTo")) {
            bean("contactChecks." + asked, "contactUser", "", "");
        }
        bean("crisis.opens", "title description technical content", "number", "");
        bean("crisis.classifies", "technical content isCrisis", "", "");
        bean("grading.applies", "level", "gradeChange level", "");
        bean("grading.appliesAgain", "level", "gradeChange", "level");
        bean("grading.appliesConsent", "consent level", "", "");
        for (String asked :
                List.of("due", "remindAt", "escalations", "within", "halves", "every", "dueText", "starts")) {
            bean("clocks." + asked, "level stepDue", "", "");
        }
    }

    private static void bean(String name, String reads, String writes, String mayWrite) {
        KNOWN.put(name, new PlanCheckEffects(words(reads), words(writes), words(mayWrite)));
    }

    static Set<String> words(String text) {
        return Stream.of(text.trim().split(" +"))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** What calling this does: a delegate expression, or an expression that calls methods of beans or sets a variable. */
    static PlanCheckEffects of(String expression) {
        PlanCheckEffects all = NONE;
        Matcher delegate = DELEGATE.matcher(expression.trim());
        if (delegate.matches()) {
            all = all.and(KNOWN.getOrDefault(delegate.group(1), NONE));
        }
        for (Call call : calls(expression)) {
            all = all.and(KNOWN.getOrDefault(call.bean() + "." + call.method(), NONE));
        }
        Set<String> set = SETS.matcher(expression)
                .results()
                .map(result -> result.group(1))
                .collect(Collectors.toSet());
        return all.and(new PlanCheckEffects(Set.of(), set, Set.of()));
    }

    /** A call such as {@code clocks.within(execution,'statement')}. */
    record Call(String bean, String method, String word) {

        boolean is(String name) {
            return name.equals(bean + "." + method);
        }
    }

    static List<Call> calls(String expression) {
        return CALL.matcher(expression)
                .results()
                .map(call -> new Call(call.group(1), call.group(2), call.group(3) == null ? "" : call.group(3)))
                .toList();
    }

    /** What the product has written when a process begins that no other calls. */
    static Set<String> atBegin(String process) {
        return switch (process) {
            case CrisisResponse.KEY -> words("title description technical content beganAt");
            case "triage-signals", "judge-signals" -> words("title subject fault");
            case "drill" -> words("scenario leadGroup drillPace drillPlayed drillItems orderedBy");
            case "handle-undelivered-mail" -> words("title person phone address answer mailSubject");
            case "verify-contact" -> words("contactUser");
            case "approve-answer" -> words("title answerEntry " + TEXT);
            case "answer-inquiry" ->
                words("title inquiry inquiryFrom inquiryAddress inquiryWay inquiryQuestion stepDue");
            case "improve" -> words("title itemNumber itemOf itemWhat itemKind itemOwner itemDue stepDue");
            case "file-duty" ->
                words("title dutyId dutyName dutyAuthority dutyChannel dutyArticle dutyLawDue dutyPlanDue dutyChecklist"
                        + " filingText dutyLastMoment stepDue");
            case "settle-duties" -> words("title stepDue");
            case "handle-unreached-people" ->
                words(
                        "title audience crisisNumber mailingSubject mailingPage peopleSent peopleNotReached peopleInDoubt");
            default -> Set.of();
        };
    }

    /** What the product may write into a running process from outside. */
    static Set<String> fromOutside(String process) {
        return switch (process) {
            case "triage-signals", "judge-signals" -> words("judgedByTables");
            case "handle-undelivered-mail", "handle-unreached-people", "verify-contacts", "verify-contact", "improve" ->
                Set.of();
            case "control-information" ->
                words(
                        "statementRequested requestedKind correctedStatement crisisOver level wordsNeeded responseActivated");
            default -> words("level");
        };
    }

    private PlanCheckEffects and(PlanCheckEffects other) {
        return new PlanCheckEffects(
                both(reads, other.reads), both(writes, other.writes), both(mayWrite, other.mayWrite));
    }

    static Set<String> both(Set<String> some, Set<String> more) {
        Set<String> all = new HashSet<>(some);
        all.addAll(more);
        return all;
    }
}
