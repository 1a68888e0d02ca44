package org.crisisplan.drills;

import java.util.HashMap;
import java.util.Map;

/** What a diligent team answers at every step of the plan; a drill replaces what it is about. */
public final class Answers {

    private static final Map<String, String> PERSON_OF = Map.of(
            "publicRelations", "pr",
            "technology", "tech",
            "legal", "legal",
            "customerService", "service",
            "contentReview", "content",
            "finance", "finance",
            "management", "manager");

    private static final Map<String, Map<String, Object>> USUAL = new HashMap<>();

    static {
        say("User_VerifyReport", "isCrisis", "yes");
        say("User_TriageSignals", "isCrisis", "yes", "crisisKind", "technical");
        say("User_AcknowledgeAlert", "managementInstruction", "Put users first.");
        say("User_ConsentToDowngrade", "consent", "yes", "consentReason", "The facts are certain.");
        say("User_HandleCase", "caseResult", "solved", "caseRecord", "Restarted one server.");
        say("User_InvestigateFault", "affectedUsers", 6_000_000, "faultCause", "A stolen backup.");
        say(
                "User_SampleUsers",
                "surveyedUsers",
                200,
                "dissatisfiedUsers",
                90,
                "surveyFindings",
                "Half are worried about their password.",
                "userExperienceImpact",
                "minor");
        say("User_ReleaseSurvey", "surveyDecision", "send", "sampleSize", 100, "surveyHours", 2);
        say("User_MeasureVolume", "negativeMentions", 900, "negativeMentionsBefore", 300, "brandDamage", "minor");
        say(
                "User_AssessLegalRisk",
                "regulatorDuty",
                "yes",
                "legalRisk",
                "Notice to the regulator and to users.",
                "legalProvision",
                50_000);
        say("User_EstimateLoss", loss());
        say("User_ConfirmLoss", "confirmedLoss", 120_000, "confirmedLossReason", "Orders were recovered later.");
        say(
                "User_ConcludeAssessment",
                "responsibility",
                "preventable",
                "mayRecur",
                "no",
                "escalationRisk",
                "medium",
                "assessmentSummary",
                "Contained, users must change passwords.");
        say("User_SignActivation", "signature", "sign");
        say("User_DecideOnObjection", "objectionDecision", "proceed", "objectionReason", "Time matters more.");
        say(
                "User_DraftStatement",
                "draftDecision",
                "submit",
                "statementTitleEn",
                "What we know",
                "statementTitleZh",
                "目前情况",
                "statementTextEn",
                "We are working on it. Please change your password.",
                "statementTextZh",
                "我们正在处理。请修改密码。");
        say("User_ApproveStatement", "verdict", "approve");
        say("User_AnswerInquiry", "inquiryDecision", "decline", "declineReason", "Nothing is known yet.");
        say("User_FileDuty", "filingOutcome", "filed");
        say("User_SettleDuties", "personalDataBreach", "no");
        say("User_DraftAnswer", "draftDecision", "submit");
        say("User_ApproveAnswer", "verdict", "approve");
        say("User_PublishByHand", "handDecision", "stands", "handNote", "Posted on the notice board.");
        say("User_IsolateFault", "isolationMeasures", "Cut the backup server off.");
        say("User_RepairService", "repairMeasures", "Revoked all sessions.", "faultFixed", true);
        say(
                "User_ReportTechnicalProgress",
                "progressReport",
                "Half of it is repaired.",
                "nextProgress",
                "In one hour.");
        say("User_VerifyRepair", "repairWorks", "yes", "repairEvidence", "Logged in with three accounts.");
        say("User_RemoveContent", "removedContent", "One article.", "contentMeasures", "Taken down everywhere.");
        say("User_ReportContentProgress", "progressReport", "The article is gone.", "nextProgress", "Tomorrow.");
        say("User_StrengthenReview", "reviewImprovements", "Two people review each article.");
        say("User_ConfirmRecovery", "recoveredAt", "2026-11-23T08:00:00Z", "recoveryEvidence", "All checks are green.");
        say(
                "User_ApproveCompensation",
                "compensationDecision",
                "approve",
                "compensationKind",
                "membership",
                "compensationAmount",
                10,
                "compensationUsers",
                6_000_000,
                "compensationReason",
                "Fair for the trouble.");
        say(
                "User_HoldReview",
                "reviewCauses",
                "An old backup.",
                "reviewWeaknesses",
                "No inventory of backups.",
                "itemWhat1",
                "Keep an inventory of backups",
                "itemKind1",
                "plan",
                "itemOwner1",
                "technology",
                "itemDue1",
                "2027-01-15",
                "itemWhat2",
                "Train customer service for leaks",
                "itemKind2",
                "training",
                "itemOwner2",
                "customerService",
                "itemDue2",
                "2027-01-15");
        say("User_ProveTraining", "itemResult", "Everybody knows what to say.");
        say(
                "User_UpdateDocuments",
                "documentReference",
                "Wiki, security policy v4",
                "itemResult",
                "Brought up to date.");
        say("User_PlanDrill", "drillOn", "2027-01-10");
        say("User_ChangePlan", "planVersion", "v0", "itemResult", "Added the scenario.");
        say("User_SettleCompensation", "settleDecision", "settled", "settleNote", "The shop extended all memberships.");
    }

    private Answers() {}

    /** Who answers for the department. */
    public static String personOf(String group) {
        return PERSON_OF.getOrDefault(group, "nobody of " + group);
    }

    /** @throws IllegalArgumentException for a step that nobody has thought about */
    public static Map<String, Object> usual(String step) {
        if (!USUAL.containsKey(step)) {
            throw new IllegalArgumentException("What does the team answer at " + step + "?");
        }
        return new HashMap<>(USUAL.get(step));
    }

    private static Object[] loss() {
        return new Object[] {
            "averageDailyOrderAmount",
            1_000_000,
            "outageMinutes",
            0,
            "affectedShare",
            0.5,
            "refunds",
            0,
            "slaCredits",
            0,
            "lostUsers",
            1000,
            "extraTickets",
            500,
            "labourHours",
            300
        };
    }

    private static void say(String step, Object... fields) {
        Map<String, Object> answer = new HashMap<>();
        for (int i = 0; i < fields.length; i += 2) {
            answer.put((String) fields[i], fields[i + 1]);
        }
        USUAL.put(step, answer);
    }
}
