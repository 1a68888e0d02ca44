-- Which sequence flows of a diagram a process instance took, in the order that it took them: written in the transaction of the step. The
-- engine's own history keeps the elements that were entered, and not the way between them.
create table taken_flow (
    instance varchar(64)  not null,
    at       timestamp with time zone not null,
    -- which of those of one transaction it was
    ordinal  integer      not null,
    flow     varchar(255) not null
);
create index taken_flow_of_instance on taken_flow (instance, at, ordinal);

-- The mails about one crisis, the oldest first.
create index if not exists delivery_of_crisis on delivery (number, created, id);
