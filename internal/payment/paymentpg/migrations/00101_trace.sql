-- +goose Up
-- What becomes of a payment later, asked for by a worker, belongs to the purchase's trace (traceparent of W3C Trace Context) too.
alter table payments add column trace text not null default '';
alter table refunds add column trace text not null default '';
