-- When a statement says that we speak next, as its text puts it; nothing where it promises no time.
alter table statement add column next_update_at timestamp with time zone;
