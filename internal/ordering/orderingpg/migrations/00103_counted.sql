-- +goose NO TRANSACTION
-- +goose Up
-- The figures of all events are counted from indexes alone, without the rows.
set lock_timeout = 0;
create index concurrently if not exists orders_placed on orders (placed_at) include (currency) where placed_at is not null;
create index concurrently if not exists orders_sold on orders (id) include (paid_at, currency, total) where paid_at is not null;
create index concurrently if not exists orders_ended on orders (cancelled_at) include (currency, total, placed_at, paid_at) where cancelled_at is not null;
drop index concurrently if exists orders_placed_at;
drop index concurrently if exists orders_cancelled_at;
reset lock_timeout;
