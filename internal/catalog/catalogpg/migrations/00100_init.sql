-- +goose Up

-- The geometry of plans, by the hash of their content. One plan serves many events, and none ever changes.
create table plans (
    hash     text primary key check (length(hash) = 64),
    geometry bytea not null
);

create table events (
    id               uuid primary key,
    name             text not null check (name <> ''),
    description      text not null,
    venue            text not null check (venue <> ''),
    event_date       timestamptz not null,
    time_zone        text not null,
    max_capacity     integer not null check (max_capacity > 0),
    base_price       bigint not null check (base_price > 0),
    currency         text not null check (currency ~ '^[A-Z]{3}$'),
    status           text not null check (status in ('active', 'inactive', 'cancelled')),
    sale_opens_at    timestamptz,
    sale_closes_at   timestamptz,
    max_per_customer integer not null check (max_per_customer >= 0),

    layout           integer not null check (layout >= 0),
    laid_by          uuid not null,
    plan             text references plans (hash),
    lowest           bigint not null check (lowest >= 0),
    highest          bigint not null check (highest >= lowest),
    -- What a search looks into, in lower case; the venue's name alone in lower case.
    searched         text not null,
    venue_key        text not null,
    -- The lowest and the highest price in thousandths of the currency's unit, so that prices of all currencies compare as numbers.
    lowest_number    bigint not null,
    highest_number   bigint not null,

    version          bigint not null,
    proposed_at      timestamptz,
    created_at       timestamptz not null,
    updated_at       timestamptz,

    -- What the map shows, counted as it changes.
    sequence         bigint not null,
    whole            bigint not null check (whole <= sequence),
    available        integer not null check (available >= 0),
    reserved         integer not null check (reserved >= 0),
    sold             integer not null check (sold >= 0),
    unavailable      integer not null check (unavailable >= 0),
    revenue          bigint not null check (revenue >= 0),

    constraint events_within_capacity check (available + reserved + sold + unavailable <= max_capacity),
    constraint events_plan check ((layout = 0) = (plan is null)),
    constraint events_sale check (sale_closes_at is null or sale_opens_at is null or sale_opens_at < sale_closes_at)
);
create index events_by_date on events (event_date desc, id desc);
create index events_open on events (event_date desc, id desc) where status = 'active';
create index events_by_venue on events (venue_key, event_date desc, id desc);
create index events_by_plan on events (plan);
create index events_proposed on events (proposed_at) where proposed_at is not null;

-- What does not change about a seat while its layout stands.
create table seats (
    id          uuid primary key,
    event_id    uuid not null references events (id),
    index       integer not null check (index >= 0),
    section     text not null,
    row_label   text not null,
    row_number  integer not null,
    seat_label  text not null,
    seat_number integer not null,
    price       bigint not null check (price >= 0),
    category    text not null,
    accessible  boolean not null,
    companion   boolean not null,
    standing    boolean not null
);
create unique index seats_in_order on seats (event_id, index);
create unique index seats_by_name on seats (event_id, section, row_label, seat_label);

-- What the map shows of a seat, apart and narrow: it changes with every hold.
create table standings (
    id       uuid primary key,
    event_id uuid not null,
    index    integer not null,
    price    bigint not null,
    status   text not null check (status in ('available', 'reserved', 'sold', 'unavailable')),
    version  bigint not null check (version >= 0),
    changed  bigint not null
) with (fillfactor = 70);
create index standings_changed on standings (event_id, changed);
