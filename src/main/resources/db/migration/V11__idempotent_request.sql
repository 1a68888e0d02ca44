-- Requests to the API that carried an Idempotency-Key, with what was answered. Written together with what the request did, and kept
-- for a day.
create table idempotent_request (
    user_id         varchar(255) not null,
    idempotency_key varchar(255) not null,
    request_hash    varchar(64)  not null,
    received_at     timestamp with time zone not null,
    status          integer,
    location        varchar(255),
    answer          text,
    primary key (user_id, idempotency_key)
);
create index idempotent_request_received on idempotent_request (received_at);
