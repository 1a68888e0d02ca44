package org.crisisplan.signals.source;

import java.util.List;

/** A bean that brings as many polled sources as are configured, such as one for each feed. */
public interface PolledSources {

    /** Asked once, at the start. */
    List<PolledSource> all();
}
