-- Drills (R61) are crises with a number of their own, DR-2026-0001, and may run on a faster clock: at 60 an hour passes in a minute.
alter table crisis add column pace smallint default 1 not null;
alter table crisis add constraint crisis_pace check (pace = 1 or pace between 2 and 1440 and number like 'DR-%');

-- Their numbers are counted by year, apart from those of crises.
create table drill_count (
    opened_in smallint primary key,
    last      integer  not null
);

-- Counts as published in a drill, and was sent nowhere.
alter table publication add column held_back boolean default false not null;

-- From these tables things are told outside: nothing of a drill gets into them, whoever tries.
alter table status_post add constraint status_post_no_drill check (crisis not like 'DR-%');
alter table mailing add constraint mailing_no_drill check (crisis not like 'DR-%');
alter table subscriber_notice add constraint subscriber_notice_no_drill check (crisis not like 'DR-%');
alter table compensation_credit add constraint compensation_credit_no_drill check (crisis not like 'DR-%');
-- nor into the archive that later crises are compared with
alter table archived_case add constraint archived_case_no_drill check (id not like 'DR-%');

-- One row for each drill (R61): what was rehearsed, who leads it, and how it ended.
create table drill (
    number      varchar(20)  primary key references crisis,
    scenario    varchar(60)  not null,
    -- the scenario while it runs, then nothing: of one scenario one drill runs at a time
    running     varchar(60)  constraint drill_one_at_a_time unique,
    lead_group  varchar(64)  not null,
    -- the login; empty: by the schedule
    ordered_by  varchar(255) not null,
    -- whether the departments are played by the product
    played      boolean      not null,
    -- numbers of improvement items that this drill is to close, separated by blanks
    items       varchar(400) not null,
    began_at    timestamp with time zone not null,
    -- nobody waits for longer than this
    until_at    timestamp with time zone not null,
    ended_at    timestamp with time zone,
    broken_off  varchar(1000),
    -- made when it ended, as JSON; what people wrote when they evaluated it stands in the next column
    scorecard   text,
    evaluation  text,
    evaluated_by varchar(255),
    concluded_at timestamp with time zone,
    passed      boolean,
    constraint drill_number check (number like 'DR-%'),
    constraint drill_running check (running is null and ended_at is not null or running = scenario and ended_at is null)
);
-- Whoever begins a drill of the scenario holds its row meanwhile, so that two nodes do it one after the other.
create table drill_turn (
    scenario varchar(60) primary key
);
create index drill_by_scenario on drill (scenario, began_at);

-- What happens in a drill and when: a copy of its scenario, which may be changed meanwhile.
create table drill_inject (
    number       varchar(20)   not null references drill,
    seq          smallint      not null,
    due_at       timestamp with time zone not null,
    kind         varchar(10)   not null,
    said         varchar(4000) not null,
    department   varchar(64),
    absent_until timestamp with time zone,
    told_at      timestamp with time zone,
    -- nothing if all went well; otherwise why it could not be told
    problem      varchar(1000),
    primary key (number, seq)
);

-- Which clauses a drill was to reach, and how it did: reached, late, missed. What was missed comes again in the next drill of the scenario.
create table drill_clause (
    number  varchar(20) not null references drill,
    clause  varchar(10) not null,
    again   boolean     not null,
    outcome varchar(10) not null,
    first_at timestamp with time zone,
    primary key (number, clause)
);

-- What a played department could not do, so that people do it.
create table drill_trouble (
    number  varchar(20)  not null references drill,
    task_id varchar(64)  not null,
    step    varchar(255) not null,
    problem varchar(1000) not null,
    at      timestamp with time zone not null,
    primary key (number, task_id)
);
