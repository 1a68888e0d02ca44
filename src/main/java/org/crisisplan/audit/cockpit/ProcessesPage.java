package org.crisisplan.audit.cockpit;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ResponseStatusException;

/** {@code /audit/processes/{number}}: from the number of a crisis to the history of its process in Cockpit, running or finished. */
@Controller
class ProcessesPage {

    private static final String HISTORY = "/camunda/app/cockpit/default/#/process-instance/%s/history";

    private final InstanceHistory instances;

    ProcessesPage(InstanceHistory instances) {
        this.instances = instances;
    }

    @GetMapping("/audit/processes/{number}")
    String processes(@PathVariable String number) {
        return "redirect:"
                + HISTORY.formatted(instances
                        .rootOf(number)
                        .orElseThrow(() -> new ResponseStatusException(
                                HttpStatus.NOT_FOUND, "No process of " + number + " is in the history")));
    }
}
