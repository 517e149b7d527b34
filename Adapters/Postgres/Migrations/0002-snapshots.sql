-- A cache of folded states. Any of it may be deleted at any moment. A state is only ever used by code of the same
-- fingerprint, so that two versions of Tempest can run side by side.
create table snapshots (
  tenant      text   not null,
  category    text   not null,
  fingerprint text   not null,
  stream      text   not null collate "C",
  id          text   not null collate "C",
  version     bigint not null,
  state       jsonb  not null,
  primary key (tenant, stream, fingerprint)
) with (fillfactor = 60);

create index snapshots_by_category on snapshots (tenant, category, fingerprint, id);

-- Up to which feed position the snapshots of a category hold all there is, for reading sets of them.
create table snapshot_progress (
  tenant      text   not null,
  category    text   not null,
  fingerprint text   not null,
  lineage     uuid   not null default gen_random_uuid(),
  position    bigint not null,
  primary key (tenant, category, fingerprint)
);

-- Whoever deletes snapshots, in whatever way, need not know of the progress: it goes with them.
-- While snapshots are being deleted nobody may begin, or move, a progress that still counts on them: not before the
-- deletion is visible to everybody. The lock holds until its transaction ends, and readers pass. A transaction that keeps
-- its first view of the database could not see every progress that it must take along, so it may not delete at all.
create function forget_progress() returns trigger language plpgsql as $$
begin
  if current_setting('transaction_isolation') not in ('read committed', 'read uncommitted') then
    raise exception 'snapshots are deleted at isolation level read committed only';
  end if;
  if tg_op = 'TRUNCATE' then
    delete from snapshot_progress;
  else
    lock table snapshot_progress in share row exclusive mode;
    delete from snapshot_progress p using (select distinct tenant, category, fingerprint from gone) g
      where (p.tenant, p.category, p.fingerprint) = (g.tenant, g.category, g.fingerprint);
  end if;
  return null;
end $$;

create trigger snapshots_deleted after delete on snapshots
  referencing old table as gone for each statement execute function forget_progress();
create trigger snapshots_truncated after truncate on snapshots
  for each statement execute function forget_progress();

-- How orders are looked for.
create index orders_by_time on snapshots
  (tenant, fingerprint, (state #>> '{details,placedAt}') collate "C", id) where category = 'order';
create index orders_by_phase on snapshots
  (tenant, fingerprint, (state #>> '{phase}'), (state #>> '{details,placedAt}') collate "C", id) where category = 'order';
create index orders_by_customer on snapshots
  (tenant, fingerprint, (state #>> '{details,customer}'), (state #>> '{details,placedAt}') collate "C", id) where category = 'order';
