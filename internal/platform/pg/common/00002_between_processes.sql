-- +goose Up
-- What several processes need to work on one schema, and an operator to see them work.

-- The trace that a fact belongs to (traceparent of W3C Trace Context) goes with it, however long it waits.
alter table outbox add column trace text not null default '';
alter table shelf add column trace text not null default '';

-- One holder at a time. The fence rises with every new holder: what an earlier one still writes under its own is refused.
create table leases (
    name   text primary key,
    holder uuid not null,
    fence  bigint not null,
    until  timestamptz not null
);

-- What the last audit found of each promise.
create table findings (
    invariant  text primary key,
    found      bigint not null,
    checked    bigint not null,
    audited_at timestamptz not null
);
