-- +goose NO TRANSACTION
-- +goose Up
-- What is set aside of an event, in the plan's order. It has no column that changes when a seat is held or sold, so these stay in place.
set lock_timeout = 0;
create index concurrently if not exists seats_kept on seats (event_id, keeper, plan_index, id) where keeper <> '';
reset lock_timeout;
