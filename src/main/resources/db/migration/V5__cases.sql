-- Past crises and what was learned from them (R65): those of other houses, known from public reports, and our own.
create table archived_case (
    id              varchar(40)   primary key,
    name_en         varchar(200)  not null,
    name_zh         varchar(200)  not null,
    happened_on     date          not null,
    technical       boolean       not null,
    content         boolean       not null,
    facts           text          not null,
    level           smallint      not null,
    because         varchar(200)  not null,
    recovered_hours numeric(10, 1),
    compensation    varchar(1000),
    confirmed_loss  numeric(18, 2),
    lessons         text,
    source          varchar(10)   not null
);
create index archived_case_by_source on archived_case (source, happened_on);
