-- Heads over the records of all crises: each is chained to the one before, signed with the key outside the database, and mailed to the
-- auditors. Rows are only added.
create table record_head (
    head       integer      primary key,
    at         timestamp with time zone not null,
    previous   varchar(64)  not null,
    crises     integer      not null,
    -- of the Merkle tree (RFC 6962) over number, acts and hash of every record, in the order of the numbers
    root       varchar(64)  not null,
    hash       varchar(64)  not null,
    -- base64: the public part of the key, and the signature
    public_key varchar(100) not null,
    signature  varchar(100) not null
);

-- The records that grew since the head before. What a head covers of a crisis is the newest row up to it.
create table record_head_leaf (
    number varchar(20) not null,
    head   integer     not null references record_head,
    acts   integer     not null,
    hash   varchar(64) not null,
    primary key (number, head)
);
create index record_head_leaf_of_head on record_head_leaf (head);

-- What the check of all records found. Auditors are told of each once, by the node that adds the row.
create table record_difference (
    number     varchar(20)  not null,
    kind       varchar(30)  not null,
    detail     varchar(255) not null,
    found_at   timestamp with time zone not null,
    settled_at timestamp with time zone,
    primary key (number, kind, detail)
);
