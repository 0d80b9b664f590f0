-- name: AddOrders :exec
-- A rival that makes one of the orders is waited for.
insert into orders (id) select unnest(@ids::uuid[]) on conflict do nothing;

-- name: LockOrders :many
select * from orders where id = any(@ids::uuid[]) order by id for update;

-- name: PutOrders :batchexec
update orders
set number = $2, customer_id = $3, payment_id = $4, secret_hash = $5, issued_at = $6, voided_at = $7
where id = $1;

-- name: Orders :many
select * from orders where id = any(@ids::uuid[]);

-- name: LockTickets :many
select * from tickets where id = any(@ids::uuid[]) order by id for update;

-- name: LockTicketsOf :many
select * from tickets where order_id = $1 order by id for update;

-- name: AddTickets :exec
-- One statement for all: what the table checks is prepared once. Nobody has touched a new ticket.
insert into tickets (id, number, position, order_id, event_id, seat_id, section, seat_row, label, holder, price, currency, status,
    revision, key_name, issued_at, gate)
select unnest(@ids::uuid[]), unnest(@numbers::text[]), unnest(@positions::integer[]), unnest(@order_ids::uuid[]), unnest(@event_ids::uuid[]),
       unnest(@seat_ids::uuid[]), unnest(@sections::text[]), unnest(@seat_rows::text[]), unnest(@labels::text[]), unnest(@holders::text[]),
       unnest(@prices::bigint[]), unnest(@currencies::text[]), unnest(@statuses::text[]), unnest(@revisions::integer[]),
       unnest(@key_names::text[]), unnest(@issued_ats::timestamptz[]), '';

-- name: PutTickets :batchexec
update tickets
set status = $2, revision = $3, key_name = $4, issued_at = $5, reissue_id = $6, scan_id = $7, admitted_at = $8, gate = $9,
    admitted_by = $10, touched_at = $11
where id = $1;

-- name: Ticket :one
select * from tickets where id = $1;

-- name: TicketByNumber :one
select * from tickets where number = $1;

-- name: TicketsOf :many
select * from tickets where order_id = any(@orders::uuid[]) order by order_id, position;

-- name: Door :many
select * from tickets
where event_id = @event and touched_at is not null and (touched_at, id) > (@after_at::timestamptz, @after_id::uuid)
  and (@everything::boolean or status <> 'valid' or revision > 1)
order by touched_at, id
limit @most;

-- name: Attendees :many
select * from tickets
where event_id = @event and (@status::text = '' or status = @status)
  and order_id <= @after_order::uuid and (order_id < @after_order or position > @after_position)
order by order_id desc, position
limit @most;

-- name: AttendeesOf :many
select * from tickets
where order_id = any(@orders::uuid[]) and event_id = @event and (@status::text = '' or status = @status)
  and order_id <= @after_order::uuid and (order_id < @after_order or position > @after_position)
order by order_id desc, position
limit @most;

-- name: Page :many
select * from tickets where id > @after order by id limit @most;

-- name: AddScans :batchexec
insert into scans (id, ticket_id, event_id, revision, outcome, gate, scanned_at, recorded_at, scanned_by)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
on conflict (id) do update
set revision = excluded.revision, outcome = excluded.outcome, gate = excluded.gate, scanned_at = excluded.scanned_at,
    recorded_at = excluded.recorded_at, scanned_by = excluded.scanned_by, undone_at = null, undone_by = null
where excluded.outcome = 'admitted' and (scans.outcome <> 'admitted' or scans.undone_at is not null);

-- name: UndoScan :execrows
update scans set undone_at = $2, undone_by = $3 where id = $1;

-- name: Scans :many
select * from scans where ticket_id = any(@tickets::uuid[]) order by line;

-- name: Events :many
select * from events where id = any(@ids::uuid[]) order by id;

-- name: PutEvents :batchexec
insert into events (id, version, name, venue, starts_at, time_zone) values ($1, $2, $3, $4, $5, $6)
on conflict (id) do update
set version = excluded.version, name = excluded.name, venue = excluded.venue, starts_at = excluded.starts_at, time_zone = excluded.time_zone
where events.version < excluded.version;

-- name: AddKey :exec
-- A rival that adds a key in use is waited for; then this one is left out.
insert into signing_keys (name, public, sealed, in_use, created_at) values ($1, $2, $3, $4, $5) on conflict do nothing;

-- name: SealKeys :batchexec
update signing_keys set sealed = $2 where name = $1;

-- name: Keys :many
select * from signing_keys order by created_at, name;
