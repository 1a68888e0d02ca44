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
    closed_at    timestamp with time zone,
    -- how many acts the record below has, and the hash of the last one, so that a missing end is seen as well
    acts         integer      default 0 not null,
    record_hash  varchar(64)  default '0000000000000000000000000000000000000000000000000000000000000000' not null
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

-- The record of a crisis: one row for every act, appended in the transaction of the act, never changed. Each carries a hash over itself
-- and the one before.

create table crisis_act (
    number        varchar(20)  not null references crisis,
    seq           integer      not null,
    at            timestamp with time zone not null,
    actor_kind    varchar(20)  not null,
    actor         varchar(255) not null,
    actor_name    varchar(400) not null,
    actor_groups  varchar(1000) not null,
    kind          varchar(30)  not null,
    subject       varchar(255) not null,
    process       varchar(255),
    element       varchar(255),
    element_name  varchar(500),
    clause        varchar(255),
    plan_version  varchar(64)  not null,
    before_values text         not null,
    after_values  text         not null,
    words_hash    varchar(64),
    hash          varchar(64)  not null,
    primary key (number, seq)
);

-- What people wrote and who they are. Its salted hash is in the act: erasing a row here leaves the chain whole.
create table crisis_act_words (
    number varchar(20) not null,
    seq    integer     not null,
    salt   varchar(32) not null,
    words  text        not null,
    primary key (number, seq),
    foreign key (number, seq) references crisis_act (number, seq)
);

-- What is known now, and which act told it. A value of null is "not known", said by somebody.
create table crisis_fact (
    number  varchar(20)  not null references crisis,
    name    varchar(100) not null,
    fact    varchar(1000) not null,
    said_at timestamp with time zone not null,
    primary key (number, name)
);

-- Every grade that the tables gave, with the facts that they were asked with.
create table crisis_grade (
    number    varchar(20) not null references crisis,
    seq       integer     not null,
    graded_at timestamp with time zone not null,
    level     smallint    not null,
    reasons   text        not null,
    facts     text        not null,
    primary key (number, seq)
);

-- Every promise with what became of it: met, missed, replaced or void; nothing while it runs. Nothing is overwritten.
create table crisis_promise (
    number   varchar(20) not null references crisis,
    what     varchar(40) not null,
    seq      integer     not null,
    made_at  timestamp with time zone not null,
    due      timestamp with time zone not null,
    met_at   timestamp with time zone,
    outcome  varchar(10),
    primary key (number, what, seq)
);
