-- +goose Up
-- The line of each event, in numbers. Its row is the lock of everything in it.
create table lines (
    event_id   uuid primary key,
    term       bigint not null default 0,
    closed     bigint not null default 0, -- the highest term that is over
    told       bigint not null default 0, -- the highest term that inventory has heard is over
    next_place bigint not null default 0,
    paused     boolean not null default false,
    starts_at  timestamptz,
    news       bigint not null default 0, -- version of the event
    cancelled  boolean not null default false,
    waiting    bigint not null default 0,
    confirmed  bigint not null default 0,
    assigned   bigint not null default 0,
    joined     bigint not null default 0,
    gone       bigint not null default 0,
    offered    bigint not null default 0,
    taken      bigint not null default 0,
    passed     bigint not null default 0,
    constraint lines_terms check (told <= closed and closed <= term),
    constraint lines_waiting check (confirmed >= 0 and confirmed <= waiting and assigned >= 0)
);

-- How each line stood at the end of each stretch of time in which it changed.
create table line_moments (
    event_id  uuid not null references lines (event_id),
    at        timestamptz not null, -- beginning of the stretch
    waiting   bigint not null,
    confirmed bigint not null,
    gone      bigint not null,
    offered   bigint not null,
    taken     bigint not null,
    passed    bigint not null,
    primary key (event_id, at)
);

-- How many wait in each block of 1,024 places of a line. Block 0 begins with place 1.
create table line_blocks (
    event_id uuid not null references lines (event_id),
    block    bigint not null,
    waiting  bigint not null check (waiting between 0 and 1024),
    primary key (event_id, block)
);

create table entries (
    id            uuid primary key,
    event_id      uuid not null references lines (event_id),
    place         bigint not null check (place > 0),
    email         text not null,
    address       text not null, -- the mail address folded: by it two are compared
    name          text not null,
    quantity      integer not null check (quantity > 0),
    max_price     text not null, -- the digits as they were written; empty: any price
    price_limit   numeric,       -- the same, to compare by
    sections      text[] not null,
    accessible    boolean not null,
    status        text not null check (status in ('unconfirmed', 'pending', 'assigned', 'completed', 'expired', 'left')),
    reason        text not null,
    secret_hash   bytea,
    secret_sealed bytea,
    joined_at     timestamptz not null,
    mailed_at     timestamptz not null,
    confirm_by    timestamptz not null,
    ended_at      timestamptz,
    offer_id      uuid,
    passes        integer not null,
    trace         text not null,
    constraint entries_assigned check (status <> 'assigned' or offer_id is not null)
);

-- A place is one person's for ever; an address is once in the line of an event.
create unique index entries_place on entries (event_id, place);
create unique index entries_one_live on entries (event_id, address) where status in ('unconfirmed', 'pending', 'assigned');

create index entries_waiting on entries (event_id, place) where status in ('unconfirmed', 'pending');
create index entries_next on entries (event_id, place) where status = 'pending' and offer_id is null;
create index entries_lapsed on entries (confirm_by, id) where status = 'unconfirmed';

create table offers (
    id            uuid primary key,
    event_id      uuid not null references lines (event_id),
    entry_id      uuid not null references entries (id),
    state         text not null check (state in ('making', 'open', 'taken', 'over')),
    seats         jsonb not null,
    apart         boolean not null,
    reservations  uuid[] not null,
    secret_hash   bytea, -- of the order's link
    secret_sealed bytea,
    total         bigint not null,
    currency      text not null,
    made_at       timestamptz not null,
    opened_at     timestamptz,
    expires_at    timestamptz,
    ended_at      timestamptz,
    reason        text not null,
    look          timestamptz not null,
    tries         integer not null,
    trace         text not null,
    constraint offers_open check (state <> 'open' or (opened_at is not null and expires_at is not null)),
    constraint offers_ended check ((state in ('taken', 'over')) = (ended_at is not null))
);

-- An entry has one live offer.
create unique index offers_one_live on offers (entry_id) where state in ('making', 'open');
create index offers_due on offers (look, id) where state in ('making', 'open');

-- The seats of live offers. The key is the guard against offering a seat twice.
create table offered_seats (
    seat_id  uuid primary key,
    offer_id uuid not null references offers (id),
    event_id uuid not null
);
create index offered_seats_offer on offered_seats (offer_id);

-- Since when seats were seen set aside.
create table vacancies (
    event_id uuid not null,
    seat_id  uuid not null,
    since    timestamptz not null,
    primary key (event_id, seat_id)
);
