-- Mails are sent by threads of their own, not by jobs of the engine: a mail server that hangs holds up no timer.
alter table delivery drop column job_id;
-- when the next attempt is due, by the nodes' clock; none once nothing is tried any more
alter table delivery add column next_attempt timestamp with time zone;
-- the node that is sending it, and until when by the database's clock it is left to that node
alter table delivery add column taken_by varchar(36);
alter table delivery add column taken_until timestamp with time zone;
-- the task that the mail speaks of
alter table delivery add column task_id varchar(64);
-- the mail that could not be delivered, in whose place this one tells a deputy
alter table delivery add column instead_of varchar(36);
-- failed, and nobody has been told yet
alter table delivery add column untold boolean default false not null;
update delivery set next_attempt = created where state = 'waiting';
create index delivery_due on delivery (state, next_attempt);
create index delivery_untold on delivery (untold);
