-- Every event for ever. A stream's key begins with a digest of its name, so that neighbours in name are not neighbours
-- in the index: predicate locks are page grained.
create function stream_key(name text) returns text immutable strict parallel safe language sql
  as $$ select left(encode(sha256(convert_to(name, 'UTF8')), 'hex'), 8) || ':' || name $$;

create table events (
  tenant         text        not null,
  stream         text        not null collate "C",
  version        bigint      not null check (version > 0),
  position       bigint      not null check (position > 0),
  category       text        not null,
  id             text        not null,
  type           text        not null,
  schema         smallint    not null,
  data           jsonb       not null,
  actor          text        not null,
  command_id     text        not null,
  correlation_id text        not null,
  causation_id   text,
  happened_at    timestamptz not null,
  recorded_at    timestamptz not null,
  primary key (tenant, stream, version),
  unique (tenant, position)
);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'events are history: % is refused', tg_op using errcode = 'insufficient_privilege';
end $$;

create trigger events_are_history before update or delete or truncate on events
  for each statement execute function refuse_change();

-- The last position given in each tenant. Read and moved by whoever holds the tenant's lane.
create table feed_head (
  tenant   text   primary key,
  position bigint not null
) with (fillfactor = 10);

insert into feed_head values ('default', 0);

-- Never holds a row: its lock is the queue in which a tenant's writers stand.
create table lane_0 ();

-- The answer to every command, so that the same id gets the same answer and does nothing.
create table commands (
  tenant      text        not null,
  id          text        not null collate "C",
  content     text        not null,
  answer      jsonb       not null,
  recorded_at timestamptz not null,
  primary key (tenant, id)
);
