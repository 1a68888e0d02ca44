-- Notes about a crisis. Their words are in the record (crisis_act_words); here is what the record does not keep.
create table crisis_note (
    number      varchar(20) not null references crisis,
    -- the act by which it was written
    seq         integer     not null,
    -- as whoever wrote it says; when it was written is in the record
    happened_at timestamp with time zone not null,
    pinned      boolean     not null,
    primary key (number, seq)
);

-- The file of a note. Kept in pieces, because a value of one type that both databases know has a megabyte at most in H2.
create table crisis_note_file (
    number     varchar(20)  not null,
    seq        integer      not null,
    name       varchar(300) not null,
    media_type varchar(100) not null,
    size       integer      not null,
    primary key (number, seq),
    foreign key (number, seq) references crisis_note (number, seq)
);
create table crisis_note_file_piece (
    number  varchar(20) not null,
    seq     integer     not null,
    piece   smallint    not null,
    content bytea       not null,
    primary key (number, seq, piece),
    foreign key (number, seq) references crisis_note_file (number, seq)
);

-- Up to which act somebody has seen the page of a crisis, and when they looked: for "7 new since you looked at 12:05".
create table crisis_look (
    user_id   varchar(255) not null,
    number    varchar(20)  not null,
    act       integer      not null,
    looked_at timestamp with time zone not null,
    primary key (user_id, number)
);
