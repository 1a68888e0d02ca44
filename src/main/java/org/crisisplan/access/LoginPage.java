package org.crisisplan.access;

import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The page where people log in, once for everything. */
@Controller
class LoginPage {

    @GetMapping("/login")
    String show(@Nullable Principal person) {
        return person == null ? "access/login" : "redirect:/";
    }
}
