-- Who signed the activation of the plan for which department, or objected (R42). Rows are only added: the last word of a department counts.
create table activation_signature (
    process_instance varchar(64)   not null,
    ordinal          integer       not null,
    crisis           varchar(20)   not null references crisis,
    department       varchar(64)   not null,
    signer           varchar(64)   not null,
    verdict          varchar(10)   not null,
    remark           varchar(4000) not null,
    given_at         timestamp with time zone not null,
    primary key (process_instance, ordinal)
);
create index activation_signature_of_crisis on activation_signature (crisis);
