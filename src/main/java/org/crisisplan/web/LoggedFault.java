package org.crisisplan.web;

import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.logging.logback.ExtendedWhitespaceThrowableProxyConverter;

/** A stack trace in the log, in lines as always; the messages in it are one line each. */
public class LoggedFault extends ExtendedWhitespaceThrowableProxyConverter {

    @Override
    protected String throwableProxyToString(IThrowableProxy fault) {
        return super.throwableProxyToString(new Cleaned(fault));
    }

    private record Cleaned(IThrowableProxy fault) implements IThrowableProxy {

        private static @Nullable IThrowableProxy of(@Nullable IThrowableProxy fault) {
            return fault == null ? null : new Cleaned(fault);
        }

        private static @Nullable String line(@Nullable String message) {
            return message == null ? null : OneLine.of(message);
        }

        @Override
        public @Nullable String getMessage() {
            return line(fault.getMessage());
        }

        @Override
        public @Nullable String getOverridingMessage() {
            return line(fault.getOverridingMessage());
        }

        @Override
        public String getClassName() {
            return fault.getClassName();
        }

        @Override
        public StackTraceElementProxy[] getStackTraceElementProxyArray() {
            return fault.getStackTraceElementProxyArray();
        }

        @Override
        public int getCommonFrames() {
            return fault.getCommonFrames();
        }

        @Override
        public @Nullable IThrowableProxy getCause() {
            return of(fault.getCause());
        }

        @Override
        public IThrowableProxy[] getSuppressed() {
            return Arrays.stream(fault.getSuppressed()).map(Cleaned::new).toArray(IThrowableProxy[]::new);
        }

        @Override
        public boolean isCyclic() {
            return fault.isCyclic();
        }
    }
}
