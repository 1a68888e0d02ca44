/**
 * Follows the website's logs (R05, R19, R20): the audit log of ModSecurity with the Core Rule Set, and access logs. Addresses of
 * visitors are personal data; they are counted and not kept.
 */
@NullMarked
package org.crisisplan.signals.channel.logs;

import org.jspecify.annotations.NullMarked;
