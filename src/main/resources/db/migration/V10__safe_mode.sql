-- Whether the product acts by itself: after a restore or a long absence it waits until an administrator releases what is due.
create table safe_mode (
    -- one row, 1
    id          smallint    primary key,
    -- tells this database from another one, in the file that a node keeps beside it
    database_id varchar(36) not null,
    -- counted on while any node runs: a database that has counted less than a node remembers was restored
    beat        bigint      default 0 not null,
    last_beat   timestamp with time zone,
    -- switched-on, absence or restore; none while the product acts by itself
    reason      varchar(20),
    since       timestamp with time zone,
    released_at timestamp with time zone,
    released_by varchar(255)
);
