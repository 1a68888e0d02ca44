-- Subjects whose signals the tables of the plan cannot judge, or whose crisis cannot be opened: people are asked to judge them.
create table signal_unjudged (
    subject varchar(80) primary key,
    fault   varchar(500) not null,
    since   timestamp with time zone not null
);
