-- name: User :one
select * from users where id = $1;

-- name: UserByEmail :one
select * from users where folded = $1;

-- name: ListUsers :many
select * from users
where folded > @past::text and strpos(folded, @part::text) > 0
order by folded
limit @most;

-- name: LockUsers :many
select * from users where id = any(@ids::uuid[]) order by id for update;

-- name: LockUserByEmail :one
select * from users where folded = $1 for update;

-- name: LockAdmins :many
select id from users where role = 'admin' order by id for update;

-- name: PutUsers :batchexec
insert into users (id, email, folded, password_hash, role, verified_at, created_at)
values ($1, $2, $3, $4, $5, $6, $7)
on conflict (id) do update
set email = excluded.email, folded = excluded.folded, password_hash = excluded.password_hash, role = excluded.role,
    verified_at = excluded.verified_at;

-- name: GuestsOf :many
select user_id, guest_id from taken_guests where user_id = any(@users::uuid[]) order by taken_at desc, guest_id desc;

-- name: Taken :one
select exists (select from taken_guests where guest_id = $1);

-- name: TakeGuests :exec
-- A rival that takes the same guest is waited for, and then it is the rival's.
insert into taken_guests (guest_id, user_id, taken_at)
select unnest(@guests::uuid[]), @user_id, @taken_at
on conflict do nothing;

-- name: LockSessions :many
select * from sessions where id = any(@ids::uuid[]) order by id for update;

-- name: LockLiveSessions :many
select * from sessions where user_id = $1 and ended_at is null order by id for update;

-- name: EndedSessions :many
select * from sessions where ended_at is not null and (ended_at, id) > (@since::timestamptz, @past::uuid)
order by ended_at, id limit @most;

-- name: PutSessions :batchexec
insert into sessions (id, user_id, current, previous, next_sealed, rotated_at, began_at, expires_at, ended_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
on conflict (id) do update
set current = excluded.current, previous = excluded.previous, next_sealed = excluded.next_sealed, rotated_at = excluded.rotated_at,
    expires_at = excluded.expires_at, ended_at = excluded.ended_at;

-- name: LockAddress :exec
-- Rivals wait for each other even where there is no row to lock yet.
select pg_advisory_xact_lock(hashtextextended('identity failures ' || @folded::text, 0));

-- name: Failures :one
select * from failures where folded = $1;

-- name: PutFailures :batchexec
insert into failures (folded, count, last_at, locked_until)
values ($1, $2, $3, $4)
on conflict (folded) do update
set count = excluded.count, last_at = excluded.last_at, locked_until = excluded.locked_until;

-- name: ForgetFailures :exec
delete from failures where folded = any(@folded::text[]);

-- name: Link :one
select * from links where digest = $1;

-- name: LockLinks :many
select * from links where digest = any(@digests::bytea[]) order by id for update;

-- name: LockLinksOf :many
select * from links where user_id = $1 and kind = $2 order by created_at desc, id desc for update;

-- name: PutLinks :batchexec
insert into links (id, user_id, kind, digest, created_at, expires_at, used_at)
values ($1, $2, $3, $4, $5, $6, $7)
on conflict (id) do update
set used_at = excluded.used_at;

-- name: MailRequests :many
select * from mail_requests where next <= @now order by requested_at, id limit @most;

-- name: LockMailRequest :many
select * from mail_requests where id = $1 for update;

-- name: TakeMailRequest :exec
update mail_requests set next = @next, sealed = @sealed where id = @id;

-- name: PutMailRequests :batchexec
insert into mail_requests (id, kind, folded, requested_at, next, sealed) values ($1, $2, $3, $4, $5, $6) on conflict do nothing;

-- name: DeleteMailRequests :exec
delete from mail_requests where id = any(@ids::uuid[]);

-- name: Keys :many
select * from signing_keys order by id;

-- name: PutKeys :batchexec
insert into signing_keys (id, public, sealed, state, created_at, until)
values ($1, $2, $3, $4, $5, $6)
on conflict (id) do update
set sealed = excluded.sealed, state = excluded.state, until = excluded.until;

-- name: ForgetOver :one
with dead_sessions as (delete from sessions where expires_at <= @now::timestamptz returning 1),
     dead_links as (delete from links where expires_at <= @now::timestamptz returning 1),
     old_failures as (delete from failures where last_at < @failures_before::timestamptz returning 1),
     dead_keys as (delete from signing_keys where state = 'retired' and until <= @now::timestamptz returning 1)
select (select count(*) from dead_sessions) + (select count(*) from dead_links)
     + (select count(*) from old_failures) + (select count(*) from dead_keys) as gone;
