-- +goose NO TRANSACTION
-- +goose Up
-- Sessions that ended lately are told again and again (identity.Announce).
set lock_timeout = 0;
create index concurrently if not exists sessions_ended on sessions (ended_at, id) where ended_at is not null;
reset lock_timeout;
