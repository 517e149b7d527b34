-- Accounts and their entries are looked for by their properties, each in a partition with indexes of its own.
create table snapshots_of_accounts partition of snapshots for values in ('account') with (fillfactor = 60);
create table snapshots_of_entries partition of snapshots for values in ('entry');

create trigger accounts_deleted after delete on snapshots_of_accounts
  referencing old table as gone for each statement execute function forget_progress();
create trigger accounts_truncated after truncate on snapshots_of_accounts
  for each statement execute function forget_progress();
create trigger entries_deleted after delete on snapshots_of_entries
  referencing old table as gone for each statement execute function forget_progress();
create trigger entries_truncated after truncate on snapshots_of_entries
  for each statement execute function forget_progress();

create index accounts_by_id on snapshots_of_accounts
  (tenant, fingerprint, (state #>> '{book,account}') collate "C", id);

-- For statements, balances at past moments, and what is not yet due.
create index entries_by_time on snapshots_of_entries
  (tenant, fingerprint, (state #>> '{entry,account}'), (state #>> '{entry,at}') collate "C", id);
create index invoices_by_due on snapshots_of_entries
  (tenant, fingerprint, (state #>> '{entry,account}'), (state #>> '{entry,bill,dueOn}') collate "C");
