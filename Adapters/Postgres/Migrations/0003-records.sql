-- Plain state: what is edited freely and keeps no history. Found by the beginnings of its words.
create table records (
  tenant text     not null,
  kind   text     not null,
  id     text     not null collate "C",
  data   jsonb    not null,
  words  tsvector not null,
  primary key (tenant, kind, id)
);

create index records_by_word on records using gin (words);
create index records_by_name on records (tenant, kind, (data #>> '{name}') collate "C", id);
create index products_by_category on records (tenant, (data #>> '{category}')) where kind = 'product';
