-- +goose Up
-- A mail that was asked for is left to one process for a while, and is the same mail however often it is tried: its link's secret is
-- kept, sealed, until the mail is on its way.
alter table mail_requests add column next timestamptz not null default now();
alter table mail_requests add column sealed bytea;
