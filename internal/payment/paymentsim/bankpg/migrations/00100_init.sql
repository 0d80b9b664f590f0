-- +goose Up
-- The simulated bank's book: one row for each key that it was ever told.

create table entries (
    key            uuid primary key,
    state          text not null check (state in ('taken', 'declined', 'waiting', 'deciding', 'closed')),
    amount         bigint not null check (amount >= 0),
    currency       text not null,
    method         text not null,
    transaction_id text not null,
    code           text not null,
    reason         text not null,
    message        text not null,
    opened_at      timestamptz not null,
    decides_at     timestamptz,
    decided_at     timestamptz,
    refund_key     uuid unique,
    returned_at    timestamptz,
    check (state <> 'taken' or decided_at is not null),
    check ((refund_key is null) = (returned_at is null)),
    check (refund_key is null or state = 'taken')
);
