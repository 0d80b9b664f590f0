-- +goose NO TRANSACTION
-- +goose Up
-- An event's tickets as they are listed.
set lock_timeout = 0;
create index concurrently if not exists tickets_of_event on tickets (event_id, order_id desc, position);
reset lock_timeout;
