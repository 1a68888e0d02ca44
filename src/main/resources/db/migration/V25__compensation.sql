-- What finance approved for a crisis. A second approval changes how many users it is for, never what one of them gets: then it would be
-- another kind, and another ledger.
create table compensation_ledger (
    crisis         varchar(20)   primary key references crisis,
    kind           varchar(20)   not null,
    amount         numeric(14,2) not null,
    approved_users bigint        not null,
    approved_by    varchar(64)   not null,
    opened_at      timestamp with time zone not null,
    issued_at      timestamp with time zone,
    listed_users   bigint        default 0 not null,
    -- up to here the people on the lists have entries; all of them when it is filled
    filled_after   varchar(64),
    filled         boolean       default false not null,
    -- the place in the process that waits until nothing is due any more
    awaited_by     varchar(64)
);

-- One row for each user, crisis and kind: the key is the promise that nobody is credited twice.
-- States: due, sending, credited, refused, in-doubt, withdrawn.
create table compensation_credit (
    crisis         varchar(20)   not null references compensation_ledger,
    kind           varchar(20)   not null,
    person         varchar(64)   not null,
    amount         numeric(14,2) not null,
    state          varchar(10)   not null,
    attempts       integer       not null,
    next_attempt   timestamp with time zone not null,
    first_tried_at timestamp with time zone,
    -- at one attempt at least nobody learnt whether the shop credited it; what it says of a later one does not change that
    unclear        boolean       default false not null,
    -- one node has it in hand until then, by the database's clock
    taken_until    timestamp with time zone,
    settled_at     timestamp with time zone,
    reference      varchar(500),
    problem        varchar(500),
    primary key (crisis, kind, person)
);
create index compensation_credit_state on compensation_credit (state, next_attempt);
