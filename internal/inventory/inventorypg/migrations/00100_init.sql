-- +goose Up

-- How the seats of an event are sold. A row may be there before the catalogue's terms (version 0): nothing is sold then.
create table sales (
    event_id     uuid primary key,
    version      bigint not null,
    status       text not null check (status in ('active', 'inactive', 'cancelled')),
    held_at      timestamptz not null, -- when the event begins
    opens_at     timestamptz,
    closes_at    timestamptz,
    currency     text not null,
    seat_limit   integer not null, -- per customer; 0: the house's
    layout       integer not null, -- 0: no seats yet
    relaid_until timestamptz,
    favours      text not null,
    stage_x      double precision not null,
    stage_y      double precision not null
);

-- One row per seat, with the one claim on it. Seats that left the plan stay, off, so that their versions never restart.
create table seats (
    id             uuid primary key,
    event_id       uuid not null,
    layout         integer not null,
    section        text not null,
    seat_row       text not null,
    label          text not null,
    category       text not null,
    category_rank  integer not null,
    accessible     boolean not null,
    companion      boolean not null,
    standing       boolean not null,
    x              double precision not null,
    y              double precision not null,
    plan_index     integer not null,
    price          bigint not null check (price >= 0),
    currency       text not null,
    kind           text not null check (kind in ('free', 'held', 'sold', 'set_aside', 'off')),
    reservation_id uuid,
    keeper         text not null,
    kept_until     timestamptz,
    version        bigint not null check (version > 0),
    constraint seats_claim_has_reservation check ((kind in ('held', 'sold')) = (reservation_id is not null)),
    constraint seats_claim_has_keeper check ((kind = 'set_aside') = (keeper <> '')),
    constraint seats_kept_is_set_aside check (kept_until is null or kind = 'set_aside')
) with (fillfactor = 70); -- claims change in place, without touching an index

create index seats_plan on seats (event_id, layout, plan_index);
create index seats_kept_until on seats (kept_until) where kept_until is not null;

create table reservations (
    id           uuid primary key,
    group_id     uuid not null,
    group_size   integer not null check (group_size > 0),
    seat_id      uuid not null references seats (id),
    event_id     uuid not null,
    customer_id  uuid not null,
    price        bigint not null,
    currency     text not null,
    created_at   timestamptz not null,
    expires_at   timestamptz not null,
    extended     boolean not null,
    status       text not null check (status in ('active', 'confirmed', 'expired')),
    reason       text not null,
    done_at      timestamptz,
    order_id     uuid,
    payment_id   uuid,
    paying_until timestamptz,
    due_at       timestamptz not null, -- when an active one ends by itself
    constraint reservations_done check ((status = 'active') = (done_at is null)),
    constraint reservations_reason check ((status = 'expired') = (reason <> '')),
    constraint reservations_sold_to_order check (status <> 'confirmed' or order_id is not null)
);

-- A seat has at most one live reservation, whatever the code believes.
create unique index reservations_live_seat on reservations (seat_id) where status in ('active', 'confirmed');
create index reservations_due on reservations (due_at) where status = 'active';
create index reservations_live_customer on reservations (customer_id) where status in ('active', 'confirmed');
create index reservations_order on reservations (order_id) where order_id is not null;

-- Parts of layouts that are not complete yet, as they came.
create table layout_parts (
    event_id uuid not null,
    layout   integer not null,
    number   integer not null,
    parts    integer not null,
    currency text not null,
    stage_x  double precision not null,
    stage_y  double precision not null,
    seats    text not null, -- JSON of the topic seats-generated
    primary key (event_id, layout, number)
);
