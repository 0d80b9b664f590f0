-- +goose Up
create table users (
    id            uuid primary key,
    email         text not null check (email <> ''),
    folded        text collate "C" not null,
    password_hash text not null,
    role          text not null check (role in ('customer', 'staff', 'organiser', 'admin')),
    verified_at   timestamptz,
    created_at    timestamptz not null
);
create unique index users_folded on users (folded);
create index users_admins on users (id) where role = 'admin';

-- Guests whom an account took over. A guest has one owner, for ever.
create table taken_guests (
    guest_id uuid primary key,
    user_id  uuid not null references users (id),
    taken_at timestamptz not null
);
create index taken_guests_user on taken_guests (user_id, taken_at);

-- Sessions hold digests of their refresh tokens; next_sealed is the current token, for a client that lost the answer.
create table sessions (
    id          uuid primary key,
    user_id     uuid not null references users (id),
    current     bytea not null check (octet_length(current) = 32),
    previous    bytea not null check (octet_length(previous) = 32),
    next_sealed bytea,
    rotated_at  timestamptz not null,
    began_at    timestamptz not null,
    expires_at  timestamptz not null,
    ended_at    timestamptz
);
create index sessions_live on sessions (user_id, id) where ended_at is null;
create index sessions_expiry on sessions (expires_at);

create table failures (
    folded       text primary key,
    count        integer not null check (count > 0),
    last_at      timestamptz not null,
    locked_until timestamptz
);
create index failures_age on failures (last_at);

create table links (
    id         uuid primary key,
    user_id    uuid not null references users (id),
    kind       text not null check (kind in ('verify', 'reset')),
    digest     bytea not null check (octet_length(digest) = 32),
    created_at timestamptz not null,
    expires_at timestamptz not null,
    used_at    timestamptz
);
create unique index links_digest on links (digest);
create index links_user on links (user_id, kind, created_at);
create index links_expiry on links (expires_at);

create table mail_requests (
    id           uuid primary key,
    kind         text not null check (kind in ('verify', 'reset')),
    folded       text not null,
    requested_at timestamptz not null
);
create unique index mail_requests_waiting on mail_requests (kind, folded);
create index mail_requests_age on mail_requests (requested_at, id);

create table signing_keys (
    id         uuid primary key,
    public     bytea not null,
    sealed     bytea not null,
    state      text not null check (state in ('next', 'current', 'retired')),
    created_at timestamptz not null,
    until      timestamptz,
    check ((state = 'retired') = (until is not null))
);
create unique index signing_keys_one on signing_keys (state) where state <> 'retired';
