-- The signals behind a crisis, kept with it however long signals are kept: those that were newest whenever a rule raised it or made it
-- worse. Who wrote them is not kept.
create table crisis_signal (
    crisis       varchar(20)  not null references crisis,
    source       varchar(60)  not null,
    id           varchar(200) not null,
    subject      varchar(80)  not null,
    kind         varchar(10)  not null,
    metric       varchar(80),
    metric_value double precision,
    -- nothing once it was erased
    text         varchar(1000),
    link         varchar(2000),
    platform     varchar(60),
    severity     varchar(10),
    occurred     timestamp with time zone not null,
    received     timestamp with time zone not null,
    kept_at      timestamp with time zone not null,
    erased_at    timestamp with time zone,
    primary key (crisis, source, id)
);
