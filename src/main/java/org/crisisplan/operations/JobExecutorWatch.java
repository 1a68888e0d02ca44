package org.crisisplan.operations;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToDoubleFunction;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cmd.AcquireJobsCmd;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.jobexecutor.AcquiredJobs;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.camunda.bpm.engine.impl.jobexecutor.RejectedJobsHandler;
import org.camunda.bpm.engine.spring.components.jobexecutor.SpringJobExecutor;
import org.camunda.bpm.spring.boot.starter.configuration.impl.AbstractCamundaConfiguration;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/** Watches the job executor of this node: its threads, what they could not take, and when it last asked for jobs. */
@Configuration
class JobExecutorWatch extends AbstractCamundaConfiguration implements MeterBinder {

    private static final long NEVER = Long.MIN_VALUE;

    private final AtomicLong acquired = new AtomicLong(NEVER);
    private final AtomicLong rejected = new AtomicLong();
    private volatile @Nullable JobExecutor executor;

    @Override
    public void postInit(ProcessEngineConfigurationImpl engine) {
        JobExecutor watched = engine.getJobExecutor();
        if (watched == null) {
            return;
        }
        executor = watched;
        watched.setAcquireJobsCmdFactory(jobs -> noted(new AcquireJobsCmd(watched, jobs)));
        RejectedJobsHandler handler = watched.getRejectedJobsHandler();
        watched.setRejectedJobsHandler((jobs, of, by) -> {
            rejected.addAndGet(jobs.size());
            handler.jobsRejected(jobs, of, by);
        });
    }

    private Command<AcquiredJobs> noted(AcquireJobsCmd asks) {
        return context -> {
            AcquiredJobs jobs = asks.execute(context);
            acquired.set(System.nanoTime());
            return jobs;
        };
    }

    /** Whether this node has asked the database for jobs within this time, and was answered. */
    boolean acquiredWithin(Duration time) {
        return acquired.get() != NEVER && System.nanoTime() - acquired.get() <= time.toNanos();
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        gauge(registry, "job.executor.active", "Whether this node takes jobs (1) or not (0)", watch -> {
            JobExecutor known = watch.executor;
            return known != null && known.isActive() ? 1 : 0;
        });
        Gauge.builder("crisis.plan.job.acquisition.age", this, JobExecutorWatch::acquisitionAge)
                .baseUnit("seconds")
                .description("Time since this node last asked the database for jobs and was answered")
                .register(registry);
        gauge(
                registry,
                "job.threads.active",
                "Threads of this node that run jobs",
                pool(ThreadPoolExecutor::getActiveCount));
        gauge(
                registry,
                "job.threads.max",
                "Threads of this node that may run jobs",
                pool(ThreadPoolExecutor::getMaximumPoolSize));
        gauge(
                registry,
                "jobs.queued",
                "Jobs that this node has taken and that wait for a thread",
                pool(threads -> threads.getQueue().size()));
        FunctionCounter.builder("crisis.plan.jobs.rejected", rejected, AtomicLong::get)
                .description("Jobs that this node took while all its threads were busy")
                .register(registry);
    }

    private void gauge(MeterRegistry registry, String name, String help, ToDoubleFunction<JobExecutorWatch> value) {
        Gauge.builder("crisis.plan." + name, this, value).description(help).register(registry);
    }

    private double acquisitionAge() {
        return acquired.get() == NEVER
                ? Double.NaN
                : Duration.ofNanos(System.nanoTime() - acquired.get()).toMillis() / 1000.0;
    }

    private static ToDoubleFunction<JobExecutorWatch> pool(ToDoubleFunction<ThreadPoolExecutor> value) {
        return watch -> watch.executor instanceof SpringJobExecutor spring
                        && spring.getTaskExecutor() instanceof ThreadPoolTaskExecutor threads
                ? value.applyAsDouble(threads.getThreadPoolExecutor())
                : 0;
    }
}
