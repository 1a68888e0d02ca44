-- How the components of the site stood when a statement went out, by their keys in the plan's table; those that worked are not named.
create table status_post_component (
    statement_id varchar(36) not null references status_post,
    component    varchar(80) not null,
    state        varchar(30) not null,
    primary key (statement_id, component)
);
-- When the public expects the next word, as the statement says it; nothing where it says no time.
alter table status_post add column next_update_at timestamp with time zone;
