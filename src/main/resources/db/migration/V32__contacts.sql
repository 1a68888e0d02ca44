-- How each contact is reached (R62), in the order in which it is tried.
create table contact_way (
    department varchar(64)  not null,
    user_id    varchar(64)  not null,
    position   integer      not null,
    -- mail, phone, mobile, chat
    kind       varchar(10)  not null,
    address    varchar(254) not null,
    -- when a link that was sent there was last used
    arrived_at timestamp with time zone,
    -- what the mail server said when it refused the address for good; nothing once something was taken again
    fault      varchar(500),
    fault_at   timestamp with time zone,
    primary key (department, user_id, position),
    foreign key (department, user_id) references contact on delete cascade
);
insert into contact_way (department, user_id, position, kind, address)
    select department, user_id, 1, 'mail', mail from contact;
insert into contact_way (department, user_id, position, kind, address)
    select department, user_id, 2, 'phone', phone from contact;
create index contact_way_of_address on contact_way (address);

-- Who stands in for a contact, the first of them that is present.
create table contact_deputy (
    department varchar(64) not null,
    user_id    varchar(64) not null,
    position   integer     not null,
    deputy     varchar(64) not null,
    primary key (department, user_id, position),
    foreign key (department, user_id) references contact on delete cascade
);
insert into contact_deputy (department, user_id, position, deputy)
    select department, user_id, 1, deputy from contact where deputy is not null;

alter table contact drop column mail;
alter table contact drop column phone;
alter table contact drop column deputy;

-- When somebody cannot be reached; their deputies are asked instead.
create table contact_absence (
    id         varchar(36)  primary key,
    user_id    varchar(64)  not null,
    begins_at  timestamp with time zone not null,
    ends_at    timestamp with time zone not null,
    why        varchar(200) not null,
    entered_by varchar(255) not null,
    entered_at timestamp with time zone not null,
    constraint contact_absence_lasts check (begins_at < ends_at)
);
create index contact_absence_by_end on contact_absence (ends_at);

-- Who is on duty for a department; while somebody is, the others of the department are not asked.
create table contact_shift (
    id         varchar(36) primary key,
    department varchar(64) not null,
    user_id    varchar(64) not null,
    begins_at  timestamp with time zone not null,
    ends_at    timestamp with time zone not null,
    constraint contact_shift_lasts check (begins_at < ends_at)
);
create index contact_shift_by_end on contact_shift (ends_at);

-- The contact file as it was read last: the same content is not read again, so that what people changed since stays.
create table contact_file (
    location varchar(500) primary key,
    sha256   varchar(64)  not null,
    read_at  timestamp with time zone not null
);

-- Each time that somebody was asked whether their entry is right.
create table contact_check (
    id         varchar(36) primary key,
    department varchar(64) not null,
    user_id    varchar(64) not null,
    begun_at   timestamp with time zone not null,
    rounds     integer     not null,
    -- open, confirmed, corrected, replaced
    state      varchar(10) not null,
    -- nothing arrives: what the mail server said last
    fault      varchar(500),
    ended_at   timestamp with time zone,
    ended_by   varchar(255)
);
create index contact_check_of_user on contact_check (user_id, state);

-- The links that were mailed for it, each for one address and one use; kept is the hash.
create table contact_check_link (
    token_hash varchar(64)  primary key,
    check_id   varchar(36)  not null references contact_check on delete cascade,
    address    varchar(254) not null,
    expires_at timestamp with time zone not null,
    used_at    timestamp with time zone
);
create index contact_check_link_of_check on contact_check_link (check_id);
