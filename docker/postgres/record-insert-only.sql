-- Separates on PostgreSQL who changes tables from who works with them, so that the product itself cannot rewrite the record.
--
-- Two roles are needed, both with a login:
--   the owner        changes tables when the product is upgraded (Flyway); the node knows its password at the start only
--   the application  everything else
--
--   create role crisis_plan_owner login password '...';
--   create role crisis_plan login password '...';
--
-- Run it as a superuser in the product's database: once before the first start, or with all nodes stopped where the product has run
-- already; and again after each start that changed tables. It may be run as often as one likes. Then start the nodes with
--
--   spring.datasource.username: crisis_plan            and its password
--   spring.flyway.user: crisis_plan_owner              and its password in spring.flyway.password
--
-- What holds then for the application, and so for whoever gets into it:
--   acts and heads     read and add; never change, remove or empty
--   words of people    read, add and remove: they are erased where somebody asks for it; never change
--   the engine's tables (act_...)  its own: the engine makes and upgrades them

set crisis_plan.owner = 'crisis_plan_owner';
set crisis_plan.application = 'crisis_plan';

do $$
declare
    owner text := current_setting('crisis_plan.owner');
    application text := current_setting('crisis_plan.application');
    found record;
begin
    if not exists (select 1 from pg_roles where rolname = owner) or not exists (select 1 from pg_roles where rolname = application) then
        raise exception 'Create the roles % and % first', owner, application;
    end if;
    if pg_has_role(application, owner, 'member') then
        raise exception '% must not be a member of %, nor a superuser: then it may do whatever the other may', application, owner;
    end if;
    execute format('grant usage, create on schema public to %I, %I', owner, application);

    for found in
        select c.relname as name, c.relname like 'act\_%' as of_engine from pg_class c
        join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' and c.relkind in ('r', 'p')
    loop
        if found.of_engine then
            execute format('alter table public.%I owner to %I', found.name, application);
        else
            execute format('alter table public.%I owner to %I', found.name, owner);
            execute format('revoke all on public.%I from %I, public', found.name, application);
            execute format('grant select, insert, update, delete on public.%I to %I', found.name, application);
        end if;
    end loop;

    -- what migrations to come make
    execute format('alter default privileges for role %I in schema public grant select, insert, update, delete on tables to %I',
        owner, application);
    execute format('alter default privileges for role %I in schema public grant usage, select on sequences to %I', owner, application);
    execute format('grant usage, select on all sequences in schema public to %I', application);

    for found in
        select relname as name from pg_class where relnamespace = 'public'::regnamespace
        and relname in ('crisis_act', 'crisis_act_words', 'record_head', 'record_head_leaf')
    loop
        execute format('revoke update, delete, truncate on public.%I from %I', found.name, application);
    end loop;
    if to_regclass('public.crisis_act_words') is not null then
        execute format('grant delete on public.crisis_act_words to %I', application);
    end if;
end
$$;
