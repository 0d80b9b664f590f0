-- name: LockEvents :many
-- An event's lock is that of its seats. Rows that refer to it may still be written.
select * from events where id = any (@ids::uuid[]) order by id for no key update;

-- name: AddEvent :execrows
insert into events (id, name, description, venue, event_date, time_zone, max_capacity, base_price, currency, status, sale_opens_at,
                    sale_closes_at, max_per_customer, layout, laid_by, plan, lowest, highest, searched, venue_key, lowest_number,
                    highest_number, version, proposed_at, created_at, updated_at, sequence, whole, available, reserved, sold, unavailable, revenue)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28,
        $29, $30, $31, $32, $33)
on conflict (id) do nothing;

-- name: PutEvents :batchexec
update events
set name = @name, description = @description, venue = @venue, event_date = @event_date, time_zone = @time_zone, max_capacity = @max_capacity,
    base_price = @base_price, currency = @currency, status = @status, sale_opens_at = sqlc.narg('sale_opens_at'),
    sale_closes_at = sqlc.narg('sale_closes_at'), max_per_customer = @max_per_customer, layout = @layout, laid_by = @laid_by,
    plan = sqlc.narg('plan'), lowest = @lowest, highest = @highest, searched = @searched, venue_key = @venue_key,
    lowest_number = @lowest_number, highest_number = @highest_number,
    version = @version, proposed_at = sqlc.narg('proposed_at'), updated_at = sqlc.narg('updated_at'), sequence = @sequence, whole = @whole,
    available = @available, reserved = @reserved, sold = @sold, unavailable = @unavailable, revenue = @revenue
where id = @id;

-- name: PutPlan :exec
insert into plans (hash, geometry) values (@hash, @geometry) on conflict (hash) do nothing;

-- name: DropSeats :exec
delete from seats where event_id = @event_id;

-- name: DropStandings :exec
delete from standings where event_id = @event_id;

-- name: AddSeats :copyfrom
insert into seats (id, event_id, index, section, row_label, row_number, seat_label, seat_number, price, category, accessible, companion, standing)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13);

-- name: AddStandings :copyfrom
insert into standings (id, event_id, index, price, status, version, changed, promised) values ($1, $2, $3, $4, $5, $6, $7, $8);

-- name: Standings :many
select * from standings where id = any (@ids::uuid[]) order by id;

-- name: StandingsOf :many
select * from standings where event_id = @event_id order by id;

-- name: PutStandings :exec
update standings
set status = u.status, version = u.version, changed = u.changed, promised = nullif(u.promised, -1)
from (select unnest(@ids::uuid[])       as id,
             unnest(@statuses::text[])  as status,
             unnest(@versions::bigint[]) as version,
             unnest(@changes::bigint[]) as changed,
             unnest(@promises::bigint[]) as promised) as u
where standings.id = u.id;

-- name: Event :one
select * from events where id = @id;

-- name: EventsByID :many
select * from events where id = any (@ids::uuid[]) order by id;

-- name: ListEvents :many
-- The bounds of a price are in thousandths, those of dates may be infinite.
select * from events
where (@status::text = '' or status = @status)
  and (@pattern::text = '' or searched like @pattern)
  and (@venue::text = '' or venue_key = @venue)
  and event_date >= @since::timestamptz and event_date < @until::timestamptz
  and highest_number >= @least::bigint and lowest_number <= @most::bigint
  and (event_date, id) < (@after_date::timestamptz, @after_id::uuid)
order by event_date desc, id desc
limit @page;

-- name: ListEventsSoonest :many
-- ListEvents in order of the dates.
select * from events
where (@status::text = '' or status = @status)
  and (@pattern::text = '' or searched like @pattern)
  and (@venue::text = '' or venue_key = @venue)
  and event_date >= @since::timestamptz and event_date < @until::timestamptz
  and highest_number >= @least::bigint and lowest_number <= @most::bigint
  and (event_date, id) > (@after_date::timestamptz, @after_id::uuid)
order by event_date, id
limit @page;

-- name: Venues :many
select venue, count(*) as events, min(event_date)::timestamptz as next
from events
where status = 'active' and event_date > @now and venue collate "C" > @after::text
group by venue
order by venue collate "C"
limit @page;

-- name: EventPage :many
select * from events where id > @after order by id limit @page;

-- name: Proposed :many
select id from events where proposed_at <= @before order by proposed_at, id limit @page;

-- name: Plan :one
select geometry from plans where hash = @hash;

-- name: Seats :many
select sqlc.embed(seats), standings.status, standings.version, standings.changed, standings.promised
from seats join standings on standings.id = seats.id
where seats.event_id = @event_id and seats.index >= @first
order by seats.index
limit @page;

-- name: Snapshot :one
-- One statement, so that the event and all of its seats are of one instant.
select sqlc.embed(events), coalesce(seen.states, '')::text as states
from events, lateral (select string_agg(left(s.status, 1), '' order by s.index) as states from standings s where s.event_id = events.id) as seen
where events.id = @id;

-- name: Since :one
select sqlc.embed(events), coalesce(seen.indexes, '{}')::integer[] as indexes, coalesce(seen.states, '')::text as states
from events,
     lateral (select array_agg(s.index order by s.index) as indexes, string_agg(left(s.status, 1), '' order by s.index) as states
              from standings s
              where s.event_id = events.id and s.changed > @sequence::bigint and events.whole <= @sequence::bigint) as seen
where events.id = @id;

-- name: Sequences :many
select id, sequence from events where id = any (@ids::uuid[]);

-- name: StandingPage :many
select * from standings where id > @after order by id limit @page;
