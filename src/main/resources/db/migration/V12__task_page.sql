-- What somebody has begun to fill in on the page of a task, kept until the task is done.
create table task_draft (
    task_id  varchar(64)  not null,
    user_id  varchar(255) not null,
    saved_at timestamp with time zone not null,
    answers  text         not null,
    primary key (task_id, user_id)
);

-- Links by which one person acknowledges one alert, once. The link itself is only in the mail; here is its hash, and what the mail said.
create table acknowledge_link (
    token_hash       varchar(64)  not null primary key,
    user_id          varchar(255) not null,
    number           varchar(64)  not null,
    process_instance varchar(64)  not null,
    level            integer,
    reasons          text         not null,
    issued_at        timestamp with time zone not null,
    expires_at       timestamp with time zone not null,
    used_at          timestamp with time zone
);
create index acknowledge_link_expires on acknowledge_link (expires_at);
