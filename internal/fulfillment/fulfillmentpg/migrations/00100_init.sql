-- +goose Up
-- Tickets, the orders and events that they print, the log of scans, and the keys that sign codes. Prices are minor units.

create table signing_keys (
    name       text primary key,
    public     bytea not null check (length(public) = 32),
    sealed     bytea not null,
    in_use     boolean not null,
    created_at timestamptz not null
);

-- The promise: all processes sign with one key.
create unique index signing_keys_one_in_use on signing_keys (in_use) where in_use;

create table orders (
    id          uuid primary key,
    number      text not null default '',
    customer_id uuid,
    payment_id  uuid,
    secret_hash bytea check (length(secret_hash) = 32),
    issued_at   timestamptz,
    voided_at   timestamptz
);

create table events (
    id        uuid primary key,
    version   bigint not null,
    name      text not null,
    venue     text not null,
    starts_at timestamptz not null,
    time_zone text not null
);

create table tickets (
    id          uuid primary key,
    number      text not null,
    position    integer not null check (position > 0),
    order_id    uuid not null references orders (id),
    event_id    uuid not null references events (id),
    seat_id     uuid not null,
    section     text not null,
    seat_row    text not null,
    label       text not null,
    holder      text not null,
    price       bigint not null check (price >= 0),
    currency    text not null check (currency ~ '^[A-Z]{3}$'),
    status      text not null check (status in ('valid', 'used', 'cancelled')),
    revision    integer not null check (revision between 1 and 65535),
    key_name    text not null references signing_keys (name),
    issued_at   timestamptz not null,
    reissue_id  uuid,
    scan_id     uuid,
    admitted_at timestamptz,
    gate        text not null,
    admitted_by uuid,
    touched_at  timestamptz,
    check (status <> 'used' or scan_id is not null),
    check ((scan_id is null) = (admitted_at is null))
);

create unique index tickets_number on tickets (number);
-- The promises: a seat of an order has one ticket, and a seat one ticket that admits.
create unique index tickets_one_per_seat_of_order on tickets (order_id, seat_id);
create unique index tickets_one_living_per_seat on tickets (seat_id) where status <> 'cancelled';
create index tickets_touched on tickets (event_id, touched_at, id) where touched_at is not null;

create table scans (
    line        bigint not null generated always as identity,
    id          uuid primary key,
    ticket_id   uuid not null references tickets (id),
    event_id    uuid not null,
    revision    integer not null,
    outcome     text not null check (outcome in ('admitted', 'already_admitted', 'ticket_void', 'event_over')),
    gate        text not null,
    scanned_at  timestamptz not null,
    recorded_at timestamptz not null,
    scanned_by  uuid not null,
    undone_at   timestamptz,
    undone_by   uuid
);

-- The promise: a ticket admits once.
create unique index scans_one_admission_per_ticket on scans (ticket_id) where outcome = 'admitted' and undone_at is null;
create index scans_ticket on scans (ticket_id, line);
