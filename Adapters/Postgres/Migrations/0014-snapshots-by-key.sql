-- One entity's snapshot is found by its key and by nothing else. A plan is made when a host first asks, perhaps while the
-- table is empty: then any index whose first columns are given seems as good as the key, and everything saved since is read
-- each time. So the others hold for those only who say id <> '', which is true of all: whoever looks for many.
drop index snapshots_by_category;
create index snapshots_by_category on snapshots (tenant, category, fingerprint, id) where id <> '';

drop index orders_by_time, orders_by_phase, orders_by_customer;
create index orders_by_time on snapshots_of_orders
  (tenant, fingerprint, (state #>> '{details,placedAt}') collate "C", id) where id <> '';
create index orders_by_phase on snapshots_of_orders
  (tenant, fingerprint, (state #>> '{phase}'), (state #>> '{details,placedAt}') collate "C", id) where id <> '';
create index orders_by_customer on snapshots_of_orders
  (tenant, fingerprint, (state #>> '{details,customer}'), (state #>> '{details,placedAt}') collate "C", id) where id <> '';

drop index shipments_by_time, shipments_by_phase, shipments_by_account, shipments_by_order;
create index shipments_by_time on snapshots_of_shipments
  (tenant, fingerprint, (state #>> '{details,submittedAt}') collate "C", id) where id <> '';
create index shipments_by_phase on snapshots_of_shipments
  (tenant, fingerprint, (state #>> '{phase}'), (state #>> '{details,submittedAt}') collate "C", id) where id <> '';
create index shipments_by_account on snapshots_of_shipments
  (tenant, fingerprint, (state #>> '{details,consignment,billTo}'), (state #>> '{details,submittedAt}') collate "C", id) where id <> '';
create index shipments_by_order on snapshots_of_shipments
  (tenant, fingerprint, (state #>> '{details,consignment,order}'))
  where id <> '' and (state #>> '{details,consignment,order}') is not null;

drop index accounts_by_id, entries_by_time, invoices_by_due;
create index accounts_by_id on snapshots_of_accounts
  (tenant, fingerprint, (state #>> '{book,account}') collate "C", id) where id <> '';
create index entries_by_time on snapshots_of_entries
  (tenant, fingerprint, (state #>> '{entry,account}'), (state #>> '{entry,at}') collate "C", id) where id <> '';
create index invoices_by_due on snapshots_of_entries
  (tenant, fingerprint, (state #>> '{entry,account}'), (state #>> '{entry,bill,dueOn}') collate "C") where id <> '';

-- Nobody looks for anything in these, so their values need not be compared to be counted each time a table has grown.
alter table events alter column data set statistics 0;
alter table commands alter column answer set statistics 0;
