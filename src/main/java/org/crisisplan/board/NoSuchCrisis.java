package org.crisisplan.board;

import org.crisisplan.crisis.UnknownCrisis;
import org.crisisplan.web.CurrentUser;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.ResponseStatus;

/** What every page about a crisis answers when there is none of that number. */
@ControllerAdvice(basePackageClasses = NoSuchCrisis.class)
class NoSuchCrisis {

    @ExceptionHandler(UnknownCrisis.class)
    @ResponseStatus(HttpStatus.NOT_FOUND)
    String nothingThere(Authentication login, Model model) {
        model.addAttribute("visitor", CurrentUser.of(login));
        return "board/unknown";
    }
}
