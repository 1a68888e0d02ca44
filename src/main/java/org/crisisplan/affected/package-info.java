/**
 * Those directly affected (R47): lists of people for each crisis, what they are told privately, and who of them was reached. Their
 * addresses and names are sealed with a key outside the database, shown masked, and erased in time.
 */
@ApplicationModule(
        allowedDependencies = {
            "crisis",
            "crisis :: api",
            "crisis :: record",
            "department",
            "engine",
            "mailing",
            "publish",
            "retention",
            "retention :: erasure",
            "web"
        })
@NullMarked
package org.crisisplan.affected;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
