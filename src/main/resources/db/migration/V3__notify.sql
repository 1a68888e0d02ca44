-- Who answers for each department (R62). Comes from the contact file at every start; nothing else writes here.
create table contact (
    department   varchar(64)  not null,
    user_id      varchar(64)  not null,
    person       varchar(100) not null,
    mail         varchar(254) not null,
    phone        varchar(40)  not null,
    deputy       varchar(64),
    language     varchar(2)   not null,
    confirmed_on date         not null,
    primary key (department, user_id)
);

-- Every mail. Written with the step that caused it, sent afterwards by a job of the engine.
create table delivery (
    id         varchar(36)  primary key,
    number     varchar(32)  not null,
    kind       varchar(32)  not null,
    user_id    varchar(64)  not null,
    recipient  varchar(254) not null,
    language   varchar(2)   not null,
    subject    varchar(400) not null,
    body       text         not null,
    calendar   text,
    message_id varchar(320) not null unique,
    state      varchar(16)  not null,
    attempts   integer      not null,
    job_id     varchar(64),
    created    timestamp with time zone not null,
    sent_at    timestamp with time zone,
    last_error varchar(1000)
);
create index delivery_by_age on delivery (created, id);
create index delivery_by_state on delivery (state, created);
-- Whether an address has had its share of mails of the last minute is asked before each one.
create index delivery_by_recipient on delivery (recipient, sent_at);

-- Who was called to the emergency team of a crisis (R43, R44).
create table team_member (
    number     varchar(32)  not null,
    role       varchar(200) not null,
    department varchar(64)  not null,
    user_id    varchar(64)  not null,
    person     varchar(100) not null,
    called_at  timestamp with time zone not null,
    primary key (number, department, user_id, role)
);
