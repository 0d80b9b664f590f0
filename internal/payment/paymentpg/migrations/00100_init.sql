-- +goose Up
-- Payments and refunds. The amounts are minor units.

create table payments (
    id                 uuid primary key,
    order_id           uuid not null,
    order_number       text not null,
    customer_id        uuid not null,
    reservation_ids    uuid[] not null,
    amount             bigint not null check (amount > 0),
    currency           text not null check (currency ~ '^[A-Z]{3}$'),
    method             text not null,
    test_method        text not null,
    status             text not null check (status in ('pending', 'succeeded', 'failed', 'cancelled', 'refunded')),
    transaction_id     text not null,
    error_code         text not null,
    error_message      text not null,
    failure_reason     text not null,
    next_action        text not null,
    created_at         timestamptz not null,
    processed_at       timestamptz,
    simulated          boolean not null,
    simulated_response text not null,
    asks               integer not null,
    next_ask           timestamptz not null,
    deadline           timestamptz not null,
    check ((status = 'pending') = (processed_at is null))
);

-- The promise: no order is charged twice.
create unique index payments_one_open_per_order on payments (order_id) where status in ('pending', 'succeeded', 'refunded');
create index payments_undecided on payments (id, next_ask) where status = 'pending';

create table refunds (
    id           uuid primary key,
    payment_id   uuid not null references payments (id),
    order_id     uuid not null,
    amount       bigint not null check (amount > 0),
    currency     text not null,
    reason       text not null check (reason in ('requested', 'event_cancelled', 'seats_gone')),
    status       text not null check (status in ('pending', 'succeeded', 'failed')),
    requested_by uuid,
    error_code   text not null,
    created_at   timestamptz not null,
    processed_at timestamptz,
    tries        integer not null,
    next_try     timestamptz not null,
    check ((status = 'pending') = (processed_at is null))
);

-- The promise: no payment is given back twice.
create unique index refunds_one_per_payment on refunds (payment_id) where status in ('pending', 'succeeded');
create index refunds_undecided on refunds (id, next_try) where status = 'pending';
