/** Takes the alerts of a Prometheus Alertmanager, or of Grafana, which speaks like one (R09, R10). */
@NullMarked
package org.crisisplan.signals.channel.alertmanager;

import org.jspecify.annotations.NullMarked;
