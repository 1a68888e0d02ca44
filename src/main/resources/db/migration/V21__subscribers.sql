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

-- What goes to subscribers, as it was approved, and to whom: to everybody, or to those of the components named. The key is the mailing's.
create table subscriber_notice (
    notice_key varchar(200) primary key,
    crisis varchar(64),
    -- zh, en or both: what the plan lets the channel say
    language varchar(4) not null,
    everybody boolean not null,
    components varchar(4000) not null,
    title_en varchar(1000) not null,
    title_zh varchar(1000) not null,
    text_en varchar(10000) not null,
    text_zh varchar(10000) not null,
    told_at timestamp with time zone not null
);
create index subscriber_notice_crisis on subscriber_notice (crisis);

-- What administrators did with addresses; never the address itself.
create table subscriber_act (
    id varchar(36) primary key,
    at_time timestamp with time zone not null,
    who varchar(255) not null,
    act varchar(20) not null,
    about varchar(255) not null
);

-- Addresses of programs that are told too, registered by administrators. Address and secret are encrypted: either may let others in.
create table subscriber_webhook (
    id varchar(36) primary key,
    -- its host, for people to tell them apart
    host varchar(255) not null,
    address varchar(4000) not null,
    secret varchar(1000) not null,
    all_components boolean not null,
    components varchar(4000) not null,
    registered_by varchar(255) not null,
    registered_at timestamp with time zone not null,
    -- on, off (by an administrator), failed (switched off after it failed for long), gone (its receiver wanted no more)
    state varchar(8) not null,
    failing_since timestamp with time zone
);

create table subscriber_webhook_call (
    id varchar(36) primary key,
    webhook varchar(36) not null references subscriber_webhook (id) on delete cascade,
    notice_key varchar(200) not null,
    -- what the receiver knows the message by, the same at each attempt
    message_id varchar(100) not null,
    body varchar(100000) not null,
    created_at timestamp with time zone not null,
    -- waiting, sent, failed
    state varchar(8) not null,
    attempts integer not null,
    next_attempt timestamp with time zone not null,
    last_attempt timestamp with time zone,
    last_answer varchar(500)
);
create unique index subscriber_webhook_call_once on subscriber_webhook_call (webhook, notice_key);
create index subscriber_webhook_call_due on subscriber_webhook_call (state, next_attempt);
