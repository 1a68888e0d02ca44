package org.crisisplan.statuspage;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** How old what the public page shows is. */
@Component
class StatusPageMeters implements MeterBinder {

    private final StatusCache cache;
    private final Clock clock;

    StatusPageMeters(StatusCache cache, Clock clock) {
        this.cache = cache;
        this.clock = clock;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        TimeGauge.builder("crisis.plan.status.page.age", this, TimeUnit.MILLISECONDS, StatusPageMeters::age)
                .description("Time since the public page was last refreshed from the database")
                .register(registry);
    }

    private double age() {
        return Duration.between(cache.snapshot().asOf(), clock.instant()).toMillis();
    }
}
