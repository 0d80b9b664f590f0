-- +goose Up
-- Where each order began: a cart whose holds have ended has neither seats nor a currency any more.
create table beginnings (
    order_id uuid primary key,
    event_id uuid not null,
    currency text not null,
    at       timestamptz not null
);

create index beginnings_at on beginnings (at);
