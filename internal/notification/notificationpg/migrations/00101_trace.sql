-- +goose Up
-- A mail that is sent later belongs to the trace of what it tells of (traceparent of W3C Trace Context).
alter table mails add column trace text not null default '';
