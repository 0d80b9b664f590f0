-- +goose NO TRANSACTION
-- +goose Up
-- Sessions that ended lately are told again and again (identity.Announce). The index is built beside the work that goes on; one whose
-- building was interrupted is invalid, and is built anew.
drop index concurrently if exists sessions_ended;
create index concurrently sessions_ended on sessions (ended_at, id) where ended_at is not null;
