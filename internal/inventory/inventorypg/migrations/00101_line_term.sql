-- +goose Up

-- An event's line has a term, which rises whenever the line is opened anew: a close that comes late, of an earlier term, does nothing.
alter table sales add column line_term bigint not null default 0;
