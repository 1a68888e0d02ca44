-- One row for every version of every statement; nothing is ever changed in it but the withdrawal.
-- Version 0 is what the template gave, before anybody put a name to it.
create table statement (
    id               varchar(36)   primary key,
    process_instance varchar(64)   not null,
    crisis           varchar(20)   not null references crisis,
    kind             varchar(20)   not null,
    version          integer       not null,
    level            smallint,
    phase            varchar(20)   not null,
    title_en         varchar(200)  not null,
    title_zh         varchar(200)  not null,
    text_en          varchar(4000) not null,
    text_zh          varchar(4000) not null,
    hash             varchar(64)   not null,
    author           varchar(64),
    -- the groups that must approve, as the plan's table said when the draft was submitted; separated by blanks
    approvers        varchar(1000) not null,
    drafted_at       timestamp with time zone not null,
    withdrawn_at     timestamp with time zone,
    withdrawn_by     varchar(64),
    constraint statement_version unique (process_instance, version)
);
create index statement_of_crisis on statement (crisis);

-- Who said yes or no to exactly which text. Rows are only added: the last word of a group counts.
create table approval (
    statement_id varchar(36)   not null references statement,
    ordinal      integer       not null,
    hash         varchar(64)   not null,
    for_group    varchar(64)   not null,
    approver     varchar(64)   not null,
    verdict      varchar(10)   not null,
    remark       varchar(4000) not null,
    given_at     timestamp with time zone not null,
    primary key (statement_id, ordinal)
);

-- What went out where. The key is the promise that no channel says the same thing twice.
create table publication (
    statement_id varchar(36)   not null references statement,
    channel      varchar(40)   not null,
    hash         varchar(64)   not null,
    state        varchar(10)   not null,
    attempts     integer       not null,
    refusal      varchar(1000),
    published_at timestamp with time zone,
    primary key (statement_id, channel)
);

-- All that the public page knows. Only the page's own channel writes it, and only approved statements reach a channel.
create table status_post (
    statement_id varchar(36)   primary key references statement,
    crisis       varchar(20)   not null,
    kind         varchar(20)   not null,
    level        smallint,
    progress     varchar(20)   not null,
    title_en     varchar(200)  not null,
    title_zh     varchar(200)  not null,
    text_en      varchar(4000) not null,
    text_zh      varchar(4000) not null,
    ordinal      bigint        generated always as identity,
    published_at timestamp with time zone not null
);
