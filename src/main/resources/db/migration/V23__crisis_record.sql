-- The record of a crisis: one row for every act, appended in the transaction of the act, never changed. Each carries a hash over itself
-- and the one before; the last number and hash stand with the crisis, so that a missing end is seen as well.
alter table crisis add column acts integer default 0 not null;
alter table crisis add column record_hash varchar(64) default '0000000000000000000000000000000000000000000000000000000000000000' not null;

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
insert into crisis_promise (number, what, seq, made_at, due, met_at, outcome)
    select d.number, d.what, 1, c.opened_at, d.due, d.met_at,
        case when d.met_at is null then null when d.met_at <= d.due then 'met' else 'missed' end
    from crisis_deadline d join crisis c on c.number = d.number;
drop table crisis_deadline;
