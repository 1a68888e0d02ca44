-- Who wants to be told of what was published. Addresses are encrypted with a key that is not in the database, and found again by a
-- keyed hash. Whoever was erased leaves no row.
create table subscriber (
    id varchar(36) primary key,
    address_hash varchar(64) not null,
    -- encrypted; nothing once its reader has opted out
    address varchar(1000),
    language varchar(2) not null,
    -- whatever it is about; otherwise what subscriber_component names
    all_components boolean not null,
    -- confirmed, opted-out
    state varchar(12) not null,
    confirmed_at timestamp with time zone not null,
    -- the first time; a later subscription does not take it back
    first_opt_out_at timestamp with time zone
);
create unique index subscriber_address on subscriber (address_hash);

create table subscriber_component (
    subscriber varchar(36) not null references subscriber (id) on delete cascade,
    component varchar(100) not null,
    primary key (subscriber, component)
);

-- Somebody has typed an address; its reader has not said yes yet. The mail that asks for it waits here to be sent. Rows go after a time.
create table subscriber_request (
    id varchar(36) primary key,
    address_hash varchar(64) not null,
    address varchar(1000) not null,
    language varchar(2) not null,
    -- keys of components with commas between; empty for all
    components varchar(4000) not null,
    -- the address was subscribed already: the mail says so, and confirms nothing
    known boolean not null,
    asked_at timestamp with time zone not null,
    confirmed_at timestamp with time zone,
    -- waiting, sent, failed
    mail varchar(8) not null,
    attempts integer not null,
    next_attempt timestamp with time zone not null
);
create index subscriber_request_address on subscriber_request (address_hash, asked_at);
create index subscriber_request_mail on subscriber_request (mail, next_attempt);
create index subscriber_request_age on subscriber_request (asked_at);

-- To whom a mailing to subscribers goes: to everybody, or to those of the components named. Its words stand with the mailing.
create table subscriber_notice (
    notice_key varchar(200) primary key,
    crisis varchar(40),
    everybody boolean not null,
    -- keys with commas between
    components varchar(4000) not null,
    told_at timestamp with time zone not null
);
create index subscriber_notice_crisis on subscriber_notice (crisis);
create index subscriber_notice_time on subscriber_notice (told_at);

-- Maintenance windows that subscribers were told of, and what they were told.
create table subscriber_window (
    window_key varchar(100) primary key,
    told varchar(64) not null,
    from_time timestamp with time zone not null,
    until_time timestamp with time zone not null,
    components varchar(4000) not null,
    title_en varchar(500) not null,
    title_zh varchar(500) not null,
    changes integer default 0 not null
);

-- What administrators did with addresses; never an address itself.
create table subscriber_act (
    id varchar(36) primary key,
    happened_at timestamp with time zone not null,
    who varchar(255) not null,
    act varchar(20) not null,
    about varchar(255) not null
);
create index subscriber_act_time on subscriber_act (happened_at);

-- Addresses of programs that are told too, registered by administrators. Address and secret are encrypted: either may let others in.
create table subscriber_webhook (
    id varchar(40) primary key,
    -- its host, for people to tell them apart
    host varchar(255) not null,
    address varchar(4000) not null,
    secret varchar(1000) not null,
    all_components boolean not null,
    components varchar(4000) not null,
    registered_by varchar(255) not null,
    registered_at timestamp with time zone not null,
    -- on, off (by an administrator), failed (switched off because it took nothing for long)
    state varchar(8) not null,
    state_since timestamp with time zone not null
);
