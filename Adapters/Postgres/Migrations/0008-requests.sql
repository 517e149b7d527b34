-- Requests of people who do not wait for the answer are queued beside what policies ask for, and keep their answers as written.
alter table queue
  alter column policy drop not null,
  alter column causation_id drop not null,
  add column content text,
  add column actor   text,
  add column answer  json,
  add column address text collate "C";

update queue set address = substr(encode(sha256(convert_to(id, 'UTF8')), 'hex'), 1, 32);

alter table queue
  alter column address set not null,
  add check ((policy is null) = (content is not null)),
  add check (policy is not null or state <> 'dismissed');

create unique index queue_by_address on queue (tenant, address);

-- Staff look at what policies were refused; what people were refused they were told.
drop index queue_refused;
create index queue_refused on queue (tenant, number) where state = 'refused' and policy is not null;
create index queue_of_people on queue (tenant, number) where policy is null;
