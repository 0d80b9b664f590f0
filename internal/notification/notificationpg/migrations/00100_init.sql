-- +goose Up
create table mails (
    id         uuid primary key,
    kind       text not null,
    order_id   uuid,
    subject    uuid,
    once       text not null,
    recipient  text not null default '',
    sealed     bytea,
    status     text not null check (status in ('pending', 'sent', 'retrying', 'failed')),
    reason     text not null default '',
    attempts   integer not null default 0,
    next       timestamptz not null,
    created_at timestamptz not null,
    sent_at    timestamptz,
    updated_at timestamptz not null,
    check ((status = 'sent') = (sent_at is not null))
);
create unique index mails_once on mails (once);
create index mails_order on mails (order_id, created_at, id) where order_id is not null;
create index mails_due on mails (next, id) where status in ('pending', 'retrying');
create index mails_status on mails (status, id);

-- The demo's mailbox: what a mail server would have been handed.
create table mailbox (
    id          uuid primary key,
    arrived     bigint generated always as identity,
    recipient   text not null,
    subject     text not null,
    text        text not null,
    html        text not null,
    attachments jsonb not null
);
create unique index mailbox_arrived on mailbox (arrived);
