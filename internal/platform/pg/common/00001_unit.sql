-- +goose Up
-- What every context's schema has beside its own tables: the unit of work's rows.

create table outbox (
    position    bigint generated always as identity primary key,
    message_id  uuid not null,
    topic       text not null,
    key         text not null,
    payload     text not null,
    occurred_at timestamptz not null
);

create table cursors (
    subscriber text primary key,
    position   bigint not null
);

create table inbox (
    consumer   text not null,
    message_id uuid not null,
    taken_at   timestamptz not null default now(),
    primary key (consumer, message_id)
);
create index inbox_taken_at on inbox (taken_at);

create table shelf (
    id          uuid primary key,
    consumer    text not null,
    state       text not null check (state in ('waiting', 'parked')),
    attempts    integer not null,
    reason      text not null,
    since       timestamptz not null,
    next        timestamptz not null,
    topic       text not null,
    key         text not null,
    message_id  uuid not null,
    occurred_at timestamptz not null,
    position    bigint not null,
    payload     text not null
);
create index shelf_due on shelf (consumer, next) where state = 'waiting';

create table answers (
    scope       bytea primary key,
    body        bytea not null,
    operation   uuid not null,
    holder      uuid not null,
    claimed_at  timestamptz not null,
    lease_until timestamptz not null,
    status      integer not null default 0, -- 0: still running
    content     bytea                       -- sealed
);
create index answers_claimed_at on answers (claimed_at);

create table audit_trail (
    id      bigint generated always as identity primary key,
    at      timestamptz not null,
    actor   uuid not null,
    role    text not null,
    action  text not null,
    subject uuid not null,
    detail  text not null
);
create index audit_trail_subject on audit_trail (subject, id);
