-- What one node of several does at a time, and which does it: the table of ShedLock.
create table cluster_lock (
    name       varchar(64)  primary key,
    lock_until timestamp(3) not null,
    locked_at  timestamp(3) not null,
    locked_by  varchar(255) not null
);
