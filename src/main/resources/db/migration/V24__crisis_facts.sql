-- Facts in words can be erased; a fact that grows with the clock says since when it holds.
alter table crisis_fact alter column fact set data type text;
alter table crisis_fact add column in_words boolean default false not null;
alter table crisis_fact add column since timestamp with time zone;
update crisis_fact set since = said_at;
alter table crisis_fact alter column since set not null;

-- What the tables gave, whether it became the level of the crisis or waits for somebody's consent.
alter table crisis_grade add column in_force boolean default true not null;
