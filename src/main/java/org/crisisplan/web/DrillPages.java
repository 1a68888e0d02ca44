package org.crisisplan.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** Every page whose address names a drill says on top that it is one (R61): the shared frame asks for this attribute. */
@ControllerAdvice(annotations = Controller.class)
public class DrillPages {

    /** Whether the page is about a drill; a page whose address does not name it says so itself. */
    public static final String HERE = "drillHere";

    private static final Pattern DRILL = Pattern.compile("/DR-\\d{4}-\\d{4,10}(?:[/.]|$)");

    @ModelAttribute(HERE)
    @Nullable Boolean isAbout(HttpServletRequest request) {
        return DRILL.matcher(request.getRequestURI()).find();
    }
}
