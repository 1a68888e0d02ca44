-- Which statement another one sets right or takes back; the key is the run that drafts it, so that all its versions speak of the same.
create table statement_correction (
    process_instance varchar(64) primary key,
    corrected        varchar(36) not null references statement
);
-- The page says so where the words stand that were taken back.
alter table status_post add column corrects varchar(36);
