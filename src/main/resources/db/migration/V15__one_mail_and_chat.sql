-- What is told to one address at a time goes out as one message: this one is told in that of another row. It is set when the message
-- is first taken to be sent and stays, so that each attempt says the same.
alter table delivery add column sent_with varchar(36);
create index delivery_sent_with on delivery (sent_with);
-- by mail, or into a room of a chat service; the room's name is the recipient then
alter table delivery add column way varchar(8) default 'mail' not null;
-- what it speaks of opens there
alter table delivery add column link varchar(500);
-- what waits for one reader is asked for before each message
create index delivery_of_reader on delivery (state, recipient);
