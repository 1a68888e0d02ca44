package org.crisisplan.signals.trigger;

import java.util.Set;
import org.crisisplan.crisis.CrisisSubjects;
import org.springframework.stereotype.Component;

/** Says which subjects' signals belong to a crisis. */
@Component
class SubjectsOfSignals implements CrisisSubjects {

    private final SubjectRepository subjects;

    SubjectsOfSignals(SubjectRepository subjects) {
        this.subjects = subjects;
    }

    @Override
    public Set<String> of(String number) {
        return subjects.aboutWhich(number);
    }
}
