-- +goose NO TRANSACTION
-- +goose Up
-- What happened when, for the figures; and the orders of an event in every state, in place of those in some.
set lock_timeout = 0;
create index concurrently if not exists orders_placed_at on orders (placed_at) where placed_at is not null;
create index concurrently if not exists orders_paid_at on orders (paid_at) where paid_at is not null;
create index concurrently if not exists orders_cancelled_at on orders (cancelled_at) where cancelled_at is not null;
create index concurrently if not exists items_of_event on items (event_id, order_id);
drop index concurrently if exists items_event;
reset lock_timeout;
