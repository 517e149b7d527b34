-- What reports are made of: counted from the events, by projectors alone, and counted anew at any time. A generation is a
-- projection once counted from the first event, by one code; the live one is read, another may be built beside it.
create table projections (
  tenant        text        not null,
  name          text        not null,
  number        int         not null,
  fingerprint   text        not null,
  state         text        not null check (state in ('live', 'building', 'retired')),
  position      bigint      not null default 0,
  time          timestamptz,
  paused        boolean     not null default false,
  fault         text,
  begun_at      timestamptz not null default clock_timestamp(),
  carried_on_at timestamptz not null default clock_timestamp(),
  primary key (tenant, name, number)
) with (fillfactor = 20);

create unique index projections_live on projections (tenant, name) where state = 'live';
create unique index projections_building on projections (tenant, name) where state = 'building';

-- What is known of each subject, and the lines it counts for; and the lines themselves.
create table projected (
  tenant     text   not null,
  projection text   not null,
  number     int    not null,
  part       text   not null collate "C",
  key        text   not null collate "C",
  row        jsonb  not null,
  lines      text[] not null default '{}',
  primary key (tenant, projection, number, part, key)
) with (fillfactor = 70);

create index projected_behind on projected using gin (lines) where lines <> '{}';

-- Two roles that nobody signs in as. Whoever connects takes the one that fits: a projector reads everything and writes these
-- two tables; everybody else has everything but these, which they only read. A server on which the migrating user may not
-- make roles goes without; the code keeps to the same rule, and the host says so when it starts.
create function let_go_as(role_name text) returns void language plpgsql as $$
begin
  begin
    execute format('create role %I nologin', role_name);
  exception when duplicate_object or unique_violation then null;
  end;
  if not pg_has_role(current_user, role_name, 'member') then
    execute format('grant %I to current_user', role_name);
  end if;
  execute format('grant usage on schema %I to %I', current_schema(), role_name);
end $$;

do $$
begin
  perform let_go_as('tempest_host');
  perform let_go_as('tempest_projector');
  execute format('grant all on all tables in schema %I to tempest_host', current_schema());
  execute format('grant all on all sequences in schema %I to tempest_host', current_schema());
  execute format('alter default privileges in schema %I grant all on tables to tempest_host', current_schema());
  execute format('alter default privileges in schema %I grant all on sequences to tempest_host', current_schema());
  revoke insert, update, delete, truncate, references, trigger on projections, projected from tempest_host;
  execute format('grant select on all tables in schema %I to tempest_projector', current_schema());
  execute format('alter default privileges in schema %I grant select on tables to tempest_projector', current_schema());
  grant insert, update, delete on projections, projected to tempest_projector;
exception when insufficient_privilege then
  raise notice 'There are no roles for projectors and hosts: %', sqlerrm;
end $$;

drop function let_go_as(text);
