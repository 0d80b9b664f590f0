-- +goose NO TRANSACTION
-- +goose Up
-- What waits is found by its key: the oldest of each, and the newest, behind which the next one queues.
set lock_timeout = 0;
create index concurrently if not exists shelf_by_key on shelf (consumer, key, since, position) where state = 'waiting';
reset lock_timeout;
