-- +goose Up

-- Which layout an event's sale waits for: an earlier one that comes meanwhile does not end the wait.
alter table sales add column relaid_to integer not null default 0;
