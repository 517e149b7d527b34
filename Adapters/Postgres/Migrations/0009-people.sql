-- Who signs in, and with what. No history: it may be changed and deleted.
create table people (
  tenant text  not null,
  id     text  not null collate "C",
  email  text  not null collate "C",
  data   jsonb not null,
  primary key (tenant, id),
  unique (tenant, email)
);

create table access_tokens (
  tenant     text        not null,
  id         text        not null collate "C",
  data       jsonb       not null,
  created_at timestamptz not null,
  revoked_at timestamptz,
  primary key (tenant, id)
);

-- What cookies and mailed links are sealed with, the same on every host.
create table sealing_keys (
  tenant text not null,
  name   text not null,
  xml    text not null,
  primary key (tenant, name)
);
