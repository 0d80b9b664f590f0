-- name: Orders :many
select * from orders where id = any(@ids::uuid[]) order by id;

-- name: LockOrders :many
select * from orders where id = any(@ids::uuid[]) order by id for update;

-- name: ClaimOrders :many
-- The drafts are found first, so that all are locked by the primary key and in one order.
select * from orders
where id = any(@ids::uuid[] || array(select id from orders where customer_id = any(@customers::uuid[]) and state = 'draft'))
order by id for update;

-- name: Carts :many
select * from orders where customer_id = any(@customers::uuid[]) and state = 'draft' order by id;

-- name: LockDrafts :many
select * from orders where customer_id = any(@customers::uuid[]) and state = 'draft' order by id for update;

-- name: LockWaiting :many
select * from orders
where state in ('draft', 'pending')
  and id in (select order_id from items where reservation_id = any(@reservations::uuid[]) and state in ('draft', 'pending'))
order by id for update;

-- name: LockOfEvent :many
select * from orders
where (state = 'pending' or (state in ('paid', 'fulfilled') and refund_due = ''))
  and orders.id > @after
  and orders.id in (select order_id from items where event_id = @event and items.order_id > @after and state in ('pending', 'paid', 'fulfilled'))
order by id limit @most for update;

-- name: LiveSeats :many
select distinct seat_id from items where seat_id = any(@seats::uuid[]) and state <> 'cancelled' order by seat_id;

-- name: Items :many
select * from items where order_id = any(@orders::uuid[]) order by order_id, position;

-- name: Unsettled :many
select id from orders
where state = 'pending' and total = 0 and exists (select from items where order_id = orders.id)
order by id limit @most;

-- name: OwedBack :many
select id from orders
where refund_due <> '' and refund_asked_at is null and refunded_at is null
order by id limit @most;

-- name: Page :many
select * from orders where id > @after order by id limit @most;

-- name: Sums :many
select state, currency, count(*) as orders, coalesce(sum(total), 0)::bigint as total
from orders group by state, currency order by state, currency;

-- name: PutOrders :exec
-- One statement for all: what the table checks is prepared once. The zero id and the year 1 stand for null.
insert into orders (
    id, customer_id, guest, state, number, email, name, email_key, name_key, surname_key, secret_hash, secret_sealed, operation,
    currency, total, created_at, placed_at, paid_at, fulfilled_at, cancelled_at, cancel_reason, resent_at, payment_id,
    failed_payment_id, failure_reason, failure_message, failed_at, refund_due, refund_asked_at, refunded_at, version
)
select unnest(@ids::uuid[]), unnest(@customer_ids::uuid[]), unnest(@guests::boolean[]), unnest(@states::text[]), unnest(@numbers::text[]),
       unnest(@emails::text[]), unnest(@names::text[]), unnest(@email_keys::text[]), unnest(@name_keys::text[]), unnest(@surname_keys::text[]),
       unnest(@secret_hashes::bytea[]), unnest(@secrets_sealed::bytea[]),
       nullif(unnest(@operations::uuid[]), '00000000-0000-0000-0000-000000000000'),
       unnest(@currencies::text[]), unnest(@totals::bigint[]), unnest(@created_ats::timestamptz[]),
       nullif(unnest(@placed_ats::timestamptz[]), '0001-01-01 00:00:00+00'), nullif(unnest(@paid_ats::timestamptz[]), '0001-01-01 00:00:00+00'),
       nullif(unnest(@fulfilled_ats::timestamptz[]), '0001-01-01 00:00:00+00'),
       nullif(unnest(@cancelled_ats::timestamptz[]), '0001-01-01 00:00:00+00'), unnest(@cancel_reasons::text[]),
       nullif(unnest(@resent_ats::timestamptz[]), '0001-01-01 00:00:00+00'),
       nullif(unnest(@payment_ids::uuid[]), '00000000-0000-0000-0000-000000000000'),
       nullif(unnest(@failed_payment_ids::uuid[]), '00000000-0000-0000-0000-000000000000'),
       unnest(@failure_reasons::text[]), unnest(@failure_messages::text[]), nullif(unnest(@failed_ats::timestamptz[]), '0001-01-01 00:00:00+00'),
       unnest(@refunds_due::text[]), nullif(unnest(@refund_asked_ats::timestamptz[]), '0001-01-01 00:00:00+00'),
       nullif(unnest(@refunded_ats::timestamptz[]), '0001-01-01 00:00:00+00'), unnest(@versions::bigint[])
on conflict (id) do update set
    state = excluded.state, number = excluded.number, email = excluded.email, name = excluded.name,
    email_key = excluded.email_key, name_key = excluded.name_key, surname_key = excluded.surname_key,
    secret_hash = excluded.secret_hash, secret_sealed = excluded.secret_sealed, operation = excluded.operation,
    currency = excluded.currency, total = excluded.total, placed_at = excluded.placed_at, paid_at = excluded.paid_at,
    fulfilled_at = excluded.fulfilled_at, cancelled_at = excluded.cancelled_at, cancel_reason = excluded.cancel_reason,
    resent_at = excluded.resent_at, payment_id = excluded.payment_id, failed_payment_id = excluded.failed_payment_id,
    failure_reason = excluded.failure_reason, failure_message = excluded.failure_message, failed_at = excluded.failed_at,
    refund_due = excluded.refund_due, refund_asked_at = excluded.refund_asked_at, refunded_at = excluded.refunded_at,
    version = excluded.version;

-- name: Begin :exec
insert into beginnings (order_id, event_id, currency, at)
select unnest(@orders::uuid[]), unnest(@events::uuid[]), unnest(@currencies::text[]), unnest(@ats::timestamptz[])
on conflict do nothing;

-- name: FiguresOfEvent :many
-- An order that something happened to is found once, by whatever it was, and told apart into what happened.
with touched as (
    select o.id, o.currency, o.placed_at, o.paid_at, o.cancelled_at, count(*) as seats, sum(i.price)::bigint as money
    from orders o join items i on i.order_id = o.id
    where ((o.placed_at >= @since::timestamptz and o.placed_at < @until::timestamptz)
           or (o.paid_at >= @since::timestamptz and o.paid_at < @until::timestamptz)
           or (o.cancelled_at >= @since::timestamptz and o.cancelled_at < @until::timestamptz))
      and o.placed_at is not null and i.event_id = @event
    group by o.id
), happened as (
    select 'begun' as deed, currency, at, 0::bigint as seats, 0::bigint as money
    from beginnings where at >= @since::timestamptz and at < @until::timestamptz and event_id = @event
    union all
    select d.deed, t.currency, d.at, t.seats, t.money
    from touched t cross join lateral (values
        ('placed', t.placed_at), ('paid', t.paid_at), (case when t.paid_at is null then 'cancelled' else 'refunded' end, t.cancelled_at)
    ) as d (deed, at)
    where d.at >= @since::timestamptz and d.at < @until::timestamptz
)
select currency::text as currency, date_bin(make_interval(secs => @step_seconds::double precision), at, '2000-01-01 00:00:00+00')::timestamptz as step,
       count(*) filter (where deed = 'begun') as carts, count(*) filter (where deed = 'placed') as placed,
       count(*) filter (where deed = 'paid') as paid, count(*) filter (where deed = 'cancelled') as cancelled,
       count(*) filter (where deed = 'refunded') as refunded,
       coalesce(sum(seats) filter (where deed = 'paid'), 0)::bigint as seats,
       coalesce(sum(money) filter (where deed = 'paid'), 0)::bigint as revenue,
       coalesce(sum(money) filter (where deed = 'refunded'), 0)::bigint as refunds
from happened group by 1, 2 order by 1, 2;

-- name: FiguresOfAll :many
-- Each of what may happen is counted from an index that has all of it. What an order came to stands with it; its seats are counted in the
-- order of ids, in which both indexes are.
with happened as (
    select currency, date_bin(make_interval(secs => @step_seconds::double precision), at, '2000-01-01 00:00:00+00') as step, count(*) as carts, 0::bigint as placed, 0::bigint as paid, 0::bigint as cancelled, 0::bigint as refunded,
           0::bigint as seats, 0::bigint as revenue, 0::bigint as refunds
    from beginnings where at >= @since::timestamptz and at < @until::timestamptz group by 1, 2
    union all
    select currency, date_bin(make_interval(secs => @step_seconds::double precision), placed_at, '2000-01-01 00:00:00+00'), 0, count(*), 0, 0, 0, 0, 0, 0
    from orders where placed_at >= @since::timestamptz and placed_at < @until::timestamptz group by 1, 2
    union all
    select currency, date_bin(make_interval(secs => @step_seconds::double precision), paid_at, '2000-01-01 00:00:00+00'), 0, 0, count(*), 0, 0, sum(seats)::bigint, sum(total)::bigint, 0
    from (
        select o.currency, o.paid_at, o.total, count(*) as seats
        from orders o join items i on i.order_id = o.id
        where o.paid_at >= @since::timestamptz and o.paid_at < @until::timestamptz group by o.id
    ) as sold group by 1, 2
    union all
    select currency, date_bin(make_interval(secs => @step_seconds::double precision), cancelled_at, '2000-01-01 00:00:00+00'), 0, 0, 0, count(*) filter (where paid_at is null), count(paid_at), 0, 0,
           coalesce(sum(total) filter (where paid_at is not null), 0)::bigint
    from orders
    where cancelled_at >= @since::timestamptz and cancelled_at < @until::timestamptz and placed_at is not null group by 1, 2
)
select currency::text as currency, step::timestamptz as step, sum(carts)::bigint as carts, sum(placed)::bigint as placed, sum(paid)::bigint as paid,
       sum(cancelled)::bigint as cancelled, sum(refunded)::bigint as refunded, sum(seats)::bigint as seats, sum(revenue)::bigint as revenue,
       sum(refunds)::bigint as refunds
from happened group by 1, 2 order by 1, 2;

-- name: DeleteItems :exec
delete from items where order_id = any(@orders::uuid[]) and not (id = any(@kept::uuid[]));

-- name: PutItems :exec
insert into items (
    id, order_id, position, state, seat_id, event_id, reservation_id, section, row_label, seat_label, price, currency, expires_at, ticket_id
)
select unnest(@ids::uuid[]), unnest(@order_ids::uuid[]), unnest(@positions::integer[]), unnest(@states::text[]), unnest(@seat_ids::uuid[]),
       unnest(@event_ids::uuid[]), unnest(@reservation_ids::uuid[]), unnest(@sections::text[]), unnest(@row_labels::text[]),
       unnest(@seat_labels::text[]), unnest(@prices::bigint[]), unnest(@currencies::text[]), unnest(@expires_ats::timestamptz[]),
       nullif(unnest(@ticket_ids::uuid[]), '00000000-0000-0000-0000-000000000000')
on conflict (id) do update set
    order_id = excluded.order_id, position = excluded.position, state = excluded.state, reservation_id = excluded.reservation_id,
    expires_at = excluded.expires_at, ticket_id = excluded.ticket_id;

-- name: CallOff :exec
insert into called_off (event_id, at) values (@event, @at) on conflict do nothing;

-- name: CalledOff :many
select event_id from called_off where event_id = any(@events::uuid[]) order by event_id;

-- name: TakeLookup :execrows
insert into lookups (address_hash, at) values (@address_hash, @at)
on conflict (address_hash) do update set at = excluded.at where lookups.at <= @after;
