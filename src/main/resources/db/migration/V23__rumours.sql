-- What is said about a crisis that may not be true.
create table rumour (
    id         varchar(36)   primary key,
    crisis     varchar(20)   not null references crisis,
    ordinal    integer       not null,
    claim      varchar(1000) not null,
    -- where it was seen, an address if there is one
    seen_at    varchar(1000) not null,
    first_seen timestamp with time zone not null,
    -- how many have read it, as far as anybody knows
    reach      bigint,
    noted_by   varchar(255)  not null,
    -- open, untrue, partly, proven
    verdict    varchar(10)   not null,
    -- by what it was found out
    source     varchar(1000) not null,
    judged_at  timestamp with time zone,
    judged_by  varchar(255),
    answer     varchar(36)   references answer,
    constraint rumour_number unique (crisis, ordinal)
);
