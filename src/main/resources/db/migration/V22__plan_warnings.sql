-- What the check said of a version that was deployed all the same.
create table plan_warning (
    version integer not null references plan_version (version),
    seq     integer not null,
    finding text    not null,
    primary key (version, seq)
);
