package org.crisisplan.crisis;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The two classes of crisis the plan handles on site (R55); a crisis can be both. */
public enum Kind {
    /** A system fails, is attacked or leaks (R49-R51). */
    @JsonProperty("technical")
    TECHNICAL,
    /** Something published violates rules or offends (R52-R54). */
    @JsonProperty("content")
    CONTENT
}
