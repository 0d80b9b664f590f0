-- What commands load. Lock order: customers, sales, seats. A reservation is locked by its seat.

-- name: LockCustomers :exec
-- Customers are locked so that two transactions cannot both find that a customer is below the limit.
select pg_advisory_xact_lock(k) from unnest(@keys::bigint[]) as k;

-- name: LoadSales :many
-- The arrays are computed first, so that each lookup goes by the primary key.
select * from sales
where event_id = any (@events::uuid[]
    || array(select event_id from seats where seats.id = any (@seats::uuid[]))
    || array(select event_id from reservations where reservations.id = any (@reservations::uuid[]))
    || array(select event_id from reservations where reservations.order_id = any (@orders::uuid[])))
order by event_id
for share;

-- name: LoadSeats :many
select * from seats
where id = any (@seats::uuid[]
    || array(select seat_id from reservations where reservations.id = any (@reservations::uuid[]))
    || array(select seat_id from reservations where reservations.order_id = any (@orders::uuid[])))
order by id
for update;

-- name: LoadReservations :many
select * from reservations
where id = any (@reservations::uuid[]
    || array(select r.id from reservations r where r.order_id = any (@orders::uuid[])));

-- name: CountLive :many
-- Asked customer by customer, so that it goes by the index whatever the planner knows of the table.
select reservations.customer_id, reservations.event_id, count(*) as live
from unnest(@customers::uuid[]) as wanted (customer_id)
cross join lateral (
    select r.customer_id, r.event_id from reservations r
    where r.customer_id = wanted.customer_id and r.status in ('active', 'confirmed')
    offset 0
) as reservations
group by reservations.customer_id, reservations.event_id;

-- What commands write.

-- name: SaveClaims :exec
update seats
set kind           = u.kind,
    reservation_id = u.reservation_id,
    keeper         = u.keeper,
    kept_until     = nullif(u.kept_until, '0001-01-01 00:00:00+00'),
    note           = u.note,
    version        = u.version
from (select unnest(@ids::uuid[])             as id,
             unnest(@kinds::text[])           as kind,
             unnest(@reservation_ids::uuid[]) as reservation_id,
             unnest(@keepers::text[])         as keeper,
             unnest(@kept_untils::timestamptz[]) as kept_until,
             unnest(@notes::text[])           as note,
             unnest(@versions::bigint[])      as version) as u
where seats.id = u.id;

-- name: CreateReservations :exec
insert into reservations (id, group_id, group_size, seat_id, event_id, customer_id, price, currency, created_at, expires_at, extended,
                          status, reason, done_at, order_id, payment_id, paying_until, due_at)
select unnest(@ids::uuid[]),
       unnest(@group_ids::uuid[]),
       unnest(@group_sizes::integer[]),
       unnest(@seat_ids::uuid[]),
       unnest(@event_ids::uuid[]),
       unnest(@customer_ids::uuid[]),
       unnest(@prices::bigint[]),
       unnest(@currencies::text[]),
       unnest(@created_ats::timestamptz[]),
       unnest(@expires_ats::timestamptz[]),
       unnest(@extendeds::boolean[]),
       unnest(@statuses::text[]),
       unnest(@reasons::text[]),
       nullif(unnest(@done_ats::timestamptz[]), '0001-01-01 00:00:00+00'),
       unnest(@order_ids::uuid[]),
       unnest(@payment_ids::uuid[]),
       nullif(unnest(@paying_untils::timestamptz[]), '0001-01-01 00:00:00+00'),
       unnest(@due_ats::timestamptz[]);

-- name: ChangeReservations :exec
update reservations
set expires_at   = u.expires_at,
    extended     = u.extended,
    status       = u.status,
    reason       = u.reason,
    done_at      = nullif(u.done_at, '0001-01-01 00:00:00+00'),
    order_id     = u.order_id,
    payment_id   = u.payment_id,
    paying_until = nullif(u.paying_until, '0001-01-01 00:00:00+00'),
    due_at       = u.due_at
from (select unnest(@ids::uuid[])                  as id,
             unnest(@expires_ats::timestamptz[])   as expires_at,
             unnest(@extendeds::boolean[])         as extended,
             unnest(@statuses::text[])             as status,
             unnest(@reasons::text[])              as reason,
             unnest(@done_ats::timestamptz[])      as done_at,
             unnest(@order_ids::uuid[])            as order_id,
             unnest(@payment_ids::uuid[])          as payment_id,
             unnest(@paying_untils::timestamptz[]) as paying_until,
             unnest(@due_ats::timestamptz[])       as due_at) as u
where reservations.id = u.id;

-- Sales and layouts.

-- name: StartSale :exec
insert into sales (event_id, version, status, held_at, currency, seat_limit, layout, favours, stage_x, stage_y)
values ($1, 0, 'inactive', '0001-01-01 00:00:00+00', '', 0, 0, '', 0, 0)
on conflict do nothing;

-- name: LockSale :one
select * from sales where event_id = $1 for update;

-- name: PutSale :exec
update sales
set version = $2, status = $3, held_at = $4, opens_at = $5, closes_at = $6, currency = $7, seat_limit = $8, layout = $9,
    relaid_until = $10, favours = $11, stage_x = $12, stage_y = $13, line_term = $14,
    relaid_to = $15
where event_id = $1;

-- name: CountSeats :many
select kind, count(*) as seats from seats where event_id = $1 group by kind;

-- name: LockSeatsOf :many
select * from seats where event_id = $1 order by id for update;

-- name: PutSeats :exec
insert into seats (id, event_id, layout, section, seat_row, label, category, category_rank, accessible, companion, standing, x, y,
                   plan_index, price, currency, kind, reservation_id, keeper, kept_until, note, version)
select unnest(@ids::uuid[]),
       unnest(@event_ids::uuid[]),
       unnest(@layouts::integer[]),
       unnest(@sections::text[]),
       unnest(@seat_rows::text[]),
       unnest(@labels::text[]),
       unnest(@categories::text[]),
       unnest(@category_ranks::integer[]),
       unnest(@accessibles::boolean[]),
       unnest(@companions::boolean[]),
       unnest(@standings::boolean[]),
       unnest(@xs::double precision[]),
       unnest(@ys::double precision[]),
       unnest(@plan_indexes::integer[]),
       unnest(@prices::bigint[]),
       unnest(@currencies::text[]),
       unnest(@kinds::text[]),
       unnest(@reservation_ids::uuid[]),
       unnest(@keepers::text[]),
       nullif(unnest(@kept_untils::timestamptz[]), '0001-01-01 00:00:00+00'),
       unnest(@notes::text[]),
       unnest(@versions::bigint[])
on conflict (id) do update
set layout = excluded.layout, section = excluded.section, seat_row = excluded.seat_row, label = excluded.label,
    category = excluded.category, category_rank = excluded.category_rank, accessible = excluded.accessible,
    companion = excluded.companion, standing = excluded.standing, x = excluded.x, y = excluded.y, plan_index = excluded.plan_index,
    price = excluded.price, currency = excluded.currency, kind = excluded.kind, reservation_id = excluded.reservation_id,
    keeper = excluded.keeper, kept_until = excluded.kept_until, note = excluded.note, version = excluded.version;

-- name: PutPart :exec
insert into layout_parts (event_id, layout, number, parts, currency, stage_x, stage_y, seats)
values ($1, $2, $3, $4, $5, $6, $7, $8)
on conflict do nothing;

-- name: CountParts :one
select count(*) from layout_parts where event_id = $1 and layout = $2;

-- name: Parts :many
select * from layout_parts where event_id = $1 and layout = $2 order by number;

-- name: DropParts :exec
delete from layout_parts where event_id = $1 and layout <= $2;

-- What is read outside transactions.

-- name: Holds :many
select sqlc.embed(reservations), seats.section, seats.seat_row, seats.label
from reservations join seats on seats.id = reservations.seat_id
where reservations.id = any (@ids::uuid[])
order by reservations.id;

-- name: HoldsOf :many
select sqlc.embed(reservations), seats.section, seats.seat_row, seats.label
from reservations join seats on seats.id = reservations.seat_id
where reservations.customer_id = any (@customers::uuid[]) and reservations.status = 'active'
order by reservations.created_at, reservations.id
limit @most;

-- name: Seats :many
select * from seats where id = any (@ids::uuid[]) order by id;

-- name: Due :many
select id from reservations where status = 'active' and due_at <= @now order by due_at, id limit @most;

-- name: Lapsed :many
select id from seats where kept_until <= @now order by kept_until, id limit @most;

-- name: Kept :many
select * from seats where kept_until is not null and keeper = @keeper order by kept_until, id limit @most;

-- name: KeptOf :many
select seats.*
from seats join sales using (event_id, layout)
where seats.event_id = @event and seats.keeper = @keeper and seats.keeper <> ''
  and (seats.plan_index, seats.id) > (@after_index::integer, @after_seat::uuid)
order by seats.plan_index, seats.id
limit @most;

-- name: Unpaid :many
select r.id
from seats join reservations r on r.id = seats.reservation_id
where seats.event_id = @event and seats.kind = 'held' and r.status = 'active' and r.payment_id is null
order by r.id
limit @most;

-- name: Sale :one
select * from sales where event_id = $1;

-- name: Plan :many
select seats.* from seats join sales using (event_id, layout) where sales.event_id = $1 order by seats.plan_index, seats.id;

-- name: States :many
select seats.id, seats.kind, seats.version from seats join sales using (event_id, layout) where sales.event_id = $1 order by seats.plan_index, seats.id;

-- name: Snapshot :many
select seats.id, seats.kind, seats.version, r.price, coalesce(r.currency, '') as currency
from seats join sales using (event_id, layout) left join reservations r on r.id = seats.reservation_id
where sales.event_id = $1
order by seats.plan_index, seats.id;

-- name: SeatPage :many
select * from seats where id > @after order by id limit @most;

-- name: ClaimPage :many
select * from reservations where status in ('active', 'confirmed') and id > @after order by id limit @most;
