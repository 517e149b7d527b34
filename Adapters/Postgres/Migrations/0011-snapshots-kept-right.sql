-- How far a rebuild of a category's snapshots has come, until it is through: one that was stopped goes on there. It counts
-- for the lineage of the progress it began with only: what was finished may have been deleted since.
create table snapshot_rebuilds (
  tenant      text   not null,
  category    text   not null,
  fingerprint text   not null,
  run         uuid   not null,
  lineage     uuid   not null,
  head        bigint not null,
  parts       int    not null,
  done        int    not null default 0,
  snapshots   bigint not null default 0,
  events      bigint not null default 0,
  primary key (tenant, category, fingerprint)
);

-- What the audit has compared since the database was made, and every snapshot that was not what its events say.
create table audits (
  tenant      text        primary key,
  rounds      bigint      not null,
  compared    bigint      not null,
  differences bigint      not null,
  last_at     timestamptz not null
);

create table audit_differences (
  tenant   text        not null,
  number   bigint      not null generated always as identity,
  category text        not null,
  id       text        not null,
  version  bigint      not null,
  what     text        not null,
  found_at timestamptz not null,
  primary key (tenant, number)
);
