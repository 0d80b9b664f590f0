-- +goose Up
-- What waits is found by its key: the oldest of each, and the newest, behind which the next one queues.
create index shelf_by_key on shelf (consumer, key, since, position) where state = 'waiting';
