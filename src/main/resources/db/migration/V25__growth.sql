-- Lists are read a page at a time, in the order in which a page shows them.
create index crisis_open_worst_first on crisis (closed_at, level, opened_at, number);
create index crisis_by_opening on crisis (opened_at, number);
create index crisis_of_phase_by_opening on crisis (phase, opened_at, number);

-- What a past case can have in common with another one, so that similar ones are looked up rather than all of them compared. Written with
-- the case; for cases of before, when the product starts.
create table archived_trait (
    trait       varchar(100) not null,
    happened_on date         not null,
    case_id     varchar(40)  not null references archived_case on delete cascade,
    primary key (trait, happened_on, case_id)
);
create index archived_trait_of_case on archived_trait (case_id);
