-- Commands that policies asked for, put here by the transaction of the event they come from. What was carried out stays.
create table queue (
  tenant         text        not null,
  number         bigint      not null generated always as identity,
  id             text        not null collate "C",
  policy         text        not null,
  target         text        not null collate "C",
  what           jsonb       not null,
  correlation_id text        not null,
  causation_id   text        not null,
  queued_at      timestamptz not null,
  state          text        not null default 'waiting' check (state in ('waiting', 'done', 'refused', 'dismissed')),
  asked          int         not null default 0,
  attempts       int         not null default 0,
  due_at         timestamptz not null default '-infinity',
  refused        jsonb,
  trouble        text,
  position       bigint,
  primary key (tenant, id)
);

create unique index queue_in_order on queue (tenant, number);

-- What waits for its turn is little; what is done is much.
create index queue_waiting on queue (tenant, target, number) where state = 'waiting';
create index queue_refused on queue (tenant, number) where state = 'refused';
