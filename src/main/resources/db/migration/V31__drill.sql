-- Drills (R61) are crises with a number of their own, DR-2026-0001, and may run on a faster clock: at 60 an hour passes in a minute.
alter table crisis add column pace smallint default 1 not null;
alter table crisis add constraint crisis_pace check (pace = 1 or pace between 2 and 1440 and number like 'DR-%');

-- Their numbers are counted by year, apart from those of crises.
create table drill_count (
    opened_in smallint primary key,
    last      integer  not null
);

-- Counts as published in a drill, and was sent nowhere.
alter table publication add column held_back boolean default false not null;

-- From these tables things are told outside: nothing of a drill gets into them, whoever tries.
alter table status_post add constraint status_post_no_drill check (crisis not like 'DR-%');
alter table mailing add constraint mailing_no_drill check (crisis not like 'DR-%');
alter table subscriber_notice add constraint subscriber_notice_no_drill check (crisis not like 'DR-%');
alter table compensation_credit add constraint compensation_credit_no_drill check (crisis not like 'DR-%');
-- nor into the archive that later crises are compared with
alter table archived_case add constraint archived_case_no_drill check (id not like 'DR-%');
