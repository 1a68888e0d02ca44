-- Drills (R61) are crises with a number of their own, DR-2026-0001, and may run on a faster clock: at 60 an hour passes in a minute.
alter table crisis add column pace smallint default 1 not null;
alter table crisis add constraint crisis_pace check (pace = 1 or pace between 2 and 1440 and number like 'DR-%');

-- Their numbers are counted by year, apart from those of crises.
create table drill_count (
    opened_in smallint primary key,
    last      integer  not null
);
