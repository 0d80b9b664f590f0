-- +goose Up
-- Orders, carts among them (state draft).
create table orders (
    id                uuid primary key,
    customer_id       uuid not null,
    guest             boolean not null,
    state             text not null check (state in ('draft', 'pending', 'paid', 'fulfilled', 'cancelled')),
    number            text not null, -- empty until it was placed
    email             text not null,
    name              text not null,
    email_key         text not null, -- in small letters, for looking up
    name_key          text not null,
    surname_key       text not null,
    secret_hash       bytea,
    secret_sealed     bytea,
    operation         uuid,
    currency          text not null,
    total             bigint not null check (total >= 0),
    created_at        timestamptz not null,
    placed_at         timestamptz,
    paid_at           timestamptz,
    fulfilled_at      timestamptz,
    cancelled_at      timestamptz,
    cancel_reason     text not null,
    resent_at         timestamptz,
    payment_id        uuid,
    failed_payment_id uuid,
    failure_reason    text not null,
    failure_message   text not null,
    failed_at         timestamptz,
    refund_due        text not null,
    refund_asked_at   timestamptz,
    refunded_at       timestamptz,
    version           bigint not null,
    constraint orders_placed check (state in ('draft', 'cancelled') or (number <> '' and email <> '' and secret_hash is not null)),
    constraint orders_paid check (state not in ('paid', 'fulfilled') or (paid_at is not null and (payment_id is not null or total = 0))),
    constraint orders_cancelled check ((state = 'cancelled') = (cancelled_at is not null)),
    constraint orders_refunded check (refunded_at is null or (state = 'cancelled' and payment_id is not null))
);

-- One open cart per customer; one order per number.
create unique index orders_one_draft on orders (customer_id) where state = 'draft';
create unique index orders_number on orders (number text_pattern_ops) where number <> '';

create index orders_customer on orders (customer_id, id);
create index orders_email on orders (email_key text_pattern_ops, id) where number <> '';
create index orders_name on orders (name_key text_pattern_ops) where number <> '';
create index orders_surname on orders (surname_key text_pattern_ops) where number <> '';
create index orders_unsettled on orders (id) where state = 'pending' and total = 0;
create index orders_owed_back on orders (id) where refund_due <> '' and refund_asked_at is null and refunded_at is null;

create table items (
    id             uuid primary key,
    order_id       uuid not null references orders (id),
    position       integer not null,
    state          text not null, -- the order's, so that the indexes below can promise by it
    seat_id        uuid not null,
    event_id       uuid not null,
    reservation_id uuid not null,
    section        text not null,
    row_label      text not null,
    seat_label     text not null,
    price          bigint not null check (price >= 0),
    currency       text not null,
    expires_at     timestamptz not null,
    ticket_id      uuid
);

-- A hold is in one live order; a seat is sold to one order.
create unique index items_live_reservation on items (reservation_id) where state <> 'cancelled';
create unique index items_sold_seat on items (seat_id) where state in ('paid', 'fulfilled');

create index items_order on items (order_id, position);
create index items_live_seat on items (seat_id) where state <> 'cancelled';
create index items_event on items (event_id, order_id) where state in ('pending', 'paid', 'fulfilled');

-- Events of which no order becomes paid any more.
create table called_off (
    event_id uuid primary key,
    at       timestamptz not null
);

-- When links were last mailed to an address.
create table lookups (
    address_hash bytea primary key,
    at           timestamptz not null
);
