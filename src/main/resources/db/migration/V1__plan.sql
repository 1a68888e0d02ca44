-- The crisis as the outside asks about it. Written in the same transaction as the engine's step.
create table crisis (
    number       varchar(20)  primary key,
    title        varchar(200) not null,
    description  varchar(4000) not null,
    technical    boolean      not null,
    content      boolean      not null,
    phase        varchar(20)  not null,
    level        smallint,
    reasons      varchar(4000) not null,
    plan_version varchar(64)  not null,
    opened_at    timestamp with time zone not null,
    closed_at    timestamp with time zone
);
create index crisis_by_phase on crisis (phase, level, opened_at);

-- Numbers are counted by year: CR-2026-0007.
create table crisis_count (
    opened_in smallint primary key,
    last      integer  not null
);

-- When the plan reached a point that deadlines are counted from: opened, graded, activated, ended.
create table crisis_moment (
    number   varchar(20) not null references crisis,
    moment   varchar(20) not null,
    at       timestamp with time zone not null,
    primary key (number, moment)
);

-- What the plan promises (R24, R25, R56, R58): due, and when it was met.
create table crisis_deadline (
    number   varchar(20) not null references crisis,
    what     varchar(40) not null,
    due      timestamp with time zone not null,
    met_at   timestamp with time zone,
    primary key (number, what)
);
