-- A category that is looked for by its properties has a partition with indexes of its own. In one table with all others,
-- PostgreSQL would enter every new state of any entity into all indexes anew, as they are expressions over the state; so,
-- it updates the row in its page and no index at all. Snapshots are a cache: they are made again when they are read.
drop table snapshots;
delete from snapshot_progress;

create table snapshots (
  tenant      text   not null,
  category    text   not null,
  fingerprint text   not null,
  stream      text   not null collate "C",
  id          text   not null collate "C",
  version     bigint not null,
  state       jsonb  not null,
  primary key (tenant, stream, fingerprint, category)
) partition by list (category);

create table snapshots_of_orders partition of snapshots for values in ('order') with (fillfactor = 60);
create table snapshots_of_others partition of snapshots default with (fillfactor = 60);

create index snapshots_by_category on snapshots (tenant, category, fingerprint, id);

create trigger snapshots_deleted after delete on snapshots
  referencing old table as gone for each statement execute function forget_progress();
create trigger snapshots_truncated after truncate on snapshots
  for each statement execute function forget_progress();

-- Whoever deletes from one part only does not pass the triggers above.
create trigger orders_deleted after delete on snapshots_of_orders
  referencing old table as gone for each statement execute function forget_progress();
create trigger orders_truncated after truncate on snapshots_of_orders
  for each statement execute function forget_progress();
create trigger others_deleted after delete on snapshots_of_others
  referencing old table as gone for each statement execute function forget_progress();
create trigger others_truncated after truncate on snapshots_of_others
  for each statement execute function forget_progress();

-- How orders are looked for.
create index orders_by_time on snapshots_of_orders
  (tenant, fingerprint, (state #>> '{details,placedAt}') collate "C", id);
create index orders_by_phase on snapshots_of_orders
  (tenant, fingerprint, (state #>> '{phase}'), (state #>> '{details,placedAt}') collate "C", id);
create index orders_by_customer on snapshots_of_orders
  (tenant, fingerprint, (state #>> '{details,customer}'), (state #>> '{details,placedAt}') collate "C", id);
