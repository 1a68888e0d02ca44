-- Each statement has one row for each channel it goes to. What a channel of others is to say waits here for the sender, and its receipt
-- stays here. States: planned, due, sending, published, refused, doubt (sent, no answer), left-out; begun in old rows.
-- the place in the order of the plan's table; nothing for a channel that somebody added by hand
alter table publication add column turn integer;
alter table publication add column language varchar(4) default 'both' not null;
alter table publication add column longest integer;
alter table publication add column department varchar(64) default 'publicRelations' not null;
alter table publication add column queued_at timestamp with time zone;
-- by the nodes' clock; never reset, since the time in which a channel recognises what it was sent before begins here
alter table publication add column first_tried_at timestamp with time zone;
alter table publication add column next_attempt timestamp with time zone;
-- one node has it in hand until then, by the database's clock
alter table publication add column taken_until timestamp with time zone;
-- the process waits to be told how it ended
alter table publication add column awaited boolean default false not null;
-- the receipt: what the channel calls the post, where it stands, and what was sent word for word
alter table publication add column remote_id varchar(1000);
alter table publication add column address varchar(1000);
alter table publication add column sent varchar(10000);
create index publication_state on publication (state, channel);
