-- How shipments are looked for. Trucks are few: snapshots_by_category finds them.
create index shipments_by_time on snapshots
  (tenant, fingerprint, (state #>> '{details,submittedAt}') collate "C", id) where category = 'shipment';
create index shipments_by_phase on snapshots
  (tenant, fingerprint, (state #>> '{phase}'), (state #>> '{details,submittedAt}') collate "C", id) where category = 'shipment';
create index shipments_by_account on snapshots
  (tenant, fingerprint, (state #>> '{details,consignment,billTo}'), (state #>> '{details,submittedAt}') collate "C", id)
  where category = 'shipment';
create index shipments_by_order on snapshots
  (tenant, fingerprint, (state #>> '{details,consignment,order}'))
  where category = 'shipment' and (state #>> '{details,consignment,order}') is not null;
