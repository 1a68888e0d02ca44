package org.crisisplan.crisis.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.impl.form.validator.FormFieldValidationException;
import org.crisisplan.crisis.CrisisPlan;
import org.crisisplan.crisis.FactDefinition;
import org.crisisplan.crisis.FactDefinitions;
import org.crisisplan.crisis.InvalidReport;
import org.crisisplan.crisis.InvalidReport.Finding;
import org.crisisplan.crisis.Variables;
import org.crisisplan.form.FieldFault;
import org.crisisplan.form.SubmissionRefused;
import org.crisisplan.form.Wrong;

/** What the crisis does not take of a form, as faults of its fields: whoever filled it in reads them there, in their language. */
final class FormFaults {

    private static final String OF_FACTS = "facts.";

    private FormFaults() {}

    static FormFieldValidationException of(InvalidReport invalid, FactDefinitions definitions) {
        List<FieldFault> faults = new ArrayList<>();
        for (Finding finding : invalid.findings()) {
            Optional<FieldFault> fault = fault(finding, definitions);
            if (fault.isEmpty()) {
                return new FormFieldValidationException(
                        "facts", "The form was not accepted and nothing was changed. " + invalid.getMessage());
            }
            faults.add(fault.get());
        }
        return new SubmissionRefused(faults);
    }

    private static Optional<FieldFault> fault(Finding finding, FactDefinitions definitions) {
        String name =
                finding.field().startsWith(OF_FACTS) ? finding.field().substring(OF_FACTS.length()) : finding.field();
        return switch (name) {
            case Variables.TECHNICAL ->
                Optional.of(FieldFault.of(name, "What kind of crisis is it? 属于哪类危机？", Wrong.NO_KIND));
            case Variables.BEGAN_AT ->
                Optional.of(FieldFault.of(
                        name,
                        "When did it begin? 何时开始？",
                        finding.message().equals(CrisisPlan.LIES_AHEAD) ? Wrong.AHEAD : Wrong.TOO_LONG_AGO));
            default ->
                definitions.all().stream()
                        .filter(fact -> fact.name().equals(name))
                        .findFirst()
                        .map(FormFaults::of);
        };
    }

    private static FieldFault of(FactDefinition fact) {
        return switch (fact.type()) {
            case YES_NO -> FieldFault.of(fact.name(), fact.label(), Wrong.NOT_TRUE_OR_FALSE);
            case CHOICE -> FieldFault.of(fact.name(), fact.label(), Wrong.NOT_OFFERED, fact.choices());
            case COUNT -> FieldFault.of(fact.name(), fact.label(), Wrong.NOT_WHOLE);
            case QUANTITY -> FieldFault.of(fact.name(), fact.label(), Wrong.NO_NUMBER);
            case WORD, TEXT -> FieldFault.of(fact.name(), fact.label(), Wrong.NO_TEXT);
            case TEXT_EN -> FieldFault.of(fact.name(), fact.label(), Wrong.NOT_ENGLISH);
            case TEXT_ZH -> FieldFault.of(fact.name(), fact.label(), Wrong.NOT_CHINESE);
            case TIME -> FieldFault.of(fact.name(), fact.label(), Wrong.NO_DATE_TIME);
        };
    }
}
