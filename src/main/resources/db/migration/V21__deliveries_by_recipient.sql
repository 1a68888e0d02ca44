-- Whether an address has had its share of mails of the last minute is asked before each one.
create index delivery_by_recipient on delivery (recipient, sent_at);
