-- How shipments are looked for. Trucks are few: snapshots_by_category finds them.
create table snapshots_of_shipments partition of snapshots for values in ('shipment') with (fillfactor = 60);

create trigger shipments_deleted after delete on snapshots_of_shipments
  referencing old table as gone for each statement execute function forget_progress();
create trigger shipments_truncated after truncate on snapshots_of_shipments
  for each statement execute function forget_progress();

create index shipments_by_time on snapshots_of_shipments
  (tenant, fingerprint, (state #>> '{details,submittedAt}') collate "C", id);
create index shipments_by_phase on snapshots_of_shipments
  (tenant, fingerprint, (state #>> '{phase}'), (state #>> '{details,submittedAt}') collate "C", id);
create index shipments_by_account on snapshots_of_shipments
  (tenant, fingerprint, (state #>> '{details,consignment,billTo}'), (state #>> '{details,submittedAt}') collate "C", id);
create index shipments_by_order on snapshots_of_shipments
  (tenant, fingerprint, (state #>> '{details,consignment,order}'))
  where (state #>> '{details,consignment,order}') is not null;
