-- What transactions load. Lock order: lines by event, then entries by id, then offers by id. Whoever has a line has everything in it.

-- name: MakeLines :exec
insert into lines (event_id) select unnest(@events::uuid[]) on conflict do nothing;

-- name: LockLines :many
select * from lines where event_id = any(@events::uuid[]) order by event_id for update;

-- name: LockEntries :many
select * from entries where id = any(@ids::uuid[]) order by id for update;

-- name: LockResidents :many
-- The ids are found first, address by address, so that it goes by the index whatever the planner knows of the table.
select * from entries
where id = any(array(
        select found.id
        from (select unnest(@events::uuid[]) as event_id, unnest(@addresses::text[]) as address) as sought
        cross join lateral (
            select e.id from entries e
            where e.event_id = sought.event_id and e.address = sought.address and e.status in ('unconfirmed', 'pending', 'assigned')
            offset 0
        ) as found))
  and status in ('unconfirmed', 'pending', 'assigned')
order by id for update;

-- name: NextInLine :many
-- Its rows are locked by the line: most of them are only looked at, and a lock of their own would be a write each.
select * from entries
where event_id = @event and status = 'pending' and offer_id is null and place > @after
  and (quantity <= @together or passes >= @passes)
  and (price_limit is null or price_limit >= (@cheapest::text)::numeric)
  and (sections = '{}' or sections && @sections::text[])
  and case when accessible then @accessible::boolean else @ordinary::boolean end
order by place limit @most;

-- name: LockFirst :many
select * from entries where event_id = @event and status in ('unconfirmed', 'pending') order by place limit @most for update;

-- name: LockOffers :many
select * from offers where id = any(@ids::uuid[]) order by id for update;

-- name: Offered :many
select seat_id from offered_seats where seat_id = any(@seats::uuid[]) order by seat_id;

-- What transactions write. One statement for all rows: what the table checks is prepared once. The zero id, the year 1 and the empty
-- text stand for null.

-- name: PutLines :exec
update lines
set term = u.term, closed = u.closed, told = u.told, next_place = u.next_place, paused = u.paused,
    starts_at = nullif(u.starts_at, '0001-01-01 00:00:00+00'), news = u.news, cancelled = u.cancelled, waiting = u.waiting,
    confirmed = u.confirmed, assigned = u.assigned, joined = u.joined, gone = u.gone, offered = u.offered, taken = u.taken,
    passed = u.passed
from (select unnest(@events::uuid[])            as event_id,
             unnest(@terms::bigint[])           as term,
             unnest(@closeds::bigint[])         as closed,
             unnest(@tolds::bigint[])           as told,
             unnest(@next_places::bigint[])     as next_place,
             unnest(@pauseds::boolean[])        as paused,
             unnest(@starts_ats::timestamptz[]) as starts_at,
             unnest(@news::bigint[])            as news,
             unnest(@cancelleds::boolean[])     as cancelled,
             unnest(@waitings::bigint[])        as waiting,
             unnest(@confirmeds::bigint[])      as confirmed,
             unnest(@assigneds::bigint[])       as assigned,
             unnest(@joineds::bigint[])         as joined,
             unnest(@gones::bigint[])           as gone,
             unnest(@offereds::bigint[])        as offered,
             unnest(@takens::bigint[])          as taken,
             unnest(@passeds::bigint[])         as passed) as u
where lines.event_id = u.event_id;

-- name: PutMoments :exec
insert into line_moments (event_id, at, waiting, confirmed, gone, offered, taken, passed)
select unnest(@events::uuid[]), @at, unnest(@waitings::bigint[]), unnest(@confirmeds::bigint[]), unnest(@gones::bigint[]),
       unnest(@offereds::bigint[]), unnest(@takens::bigint[]), unnest(@passeds::bigint[])
on conflict (event_id, at) do update
set waiting = excluded.waiting, confirmed = excluded.confirmed, gone = excluded.gone, offered = excluded.offered,
    taken = excluded.taken, passed = excluded.passed;

-- name: AddEntries :exec
-- The blocks are kept in step by the same statement.
with added as (
    insert into entries (
        id, event_id, place, email, address, name, quantity, max_price, price_limit, sections, accessible, status, reason,
        secret_hash, secret_sealed, joined_at, mailed_at, confirm_by, ended_at, offer_id, passes, trace
    )
    select unnest(@ids::uuid[]), unnest(@events::uuid[]), unnest(@places::bigint[]), unnest(@emails::text[]),
           unnest(@addresses::text[]), unnest(@names::text[]), unnest(@quantities::integer[]), unnest(@max_prices::text[]),
           nullif(unnest(@max_prices::text[]), '')::numeric, unnest(@sections::text[])::text[], unnest(@accessibles::boolean[]),
           unnest(@statuses::text[]), unnest(@reasons::text[]), unnest(@secret_hashes::bytea[]), unnest(@secrets_sealed::bytea[]),
           unnest(@joined_ats::timestamptz[]), unnest(@mailed_ats::timestamptz[]), unnest(@confirm_bys::timestamptz[]),
           nullif(unnest(@ended_ats::timestamptz[]), '0001-01-01 00:00:00+00'),
           nullif(unnest(@offers::uuid[]), '00000000-0000-0000-0000-000000000000'),
           unnest(@passes::integer[]), unnest(@traces::text[])
    returning event_id, place, status
)
insert into line_blocks (event_id, block, waiting)
select event_id, (place - 1) / 1024, count(*) from added where status in ('unconfirmed', 'pending') group by 1, 2 order by 1, 2
on conflict (event_id, block) do update set waiting = line_blocks.waiting + excluded.waiting;

-- name: PutEntries :exec
-- What of an entry can change. Whether each waited is read as it was before this statement, in whatever transaction that was written,
-- and the blocks are kept in step.
with put as (
    select unnest(@ids::uuid[])              as id,
           unnest(@statuses::text[])         as status,
           unnest(@reasons::text[])          as reason,
           unnest(@mailed_ats::timestamptz[]) as mailed_at,
           nullif(unnest(@ended_ats::timestamptz[]), '0001-01-01 00:00:00+00')           as ended_at,
           nullif(unnest(@offers::uuid[]), '00000000-0000-0000-0000-000000000000')       as offer_id,
           unnest(@passes::integer[])        as passes
), before as (
    select e.id, e.event_id, (e.place - 1) / 1024 as block, (e.status in ('unconfirmed', 'pending'))::integer as waiting
    from entries e where e.id = any(@ids::uuid[])
), changed as (
    update entries
    set status = put.status, reason = put.reason, mailed_at = put.mailed_at, ended_at = put.ended_at, offer_id = put.offer_id,
        passes = put.passes
    from put where entries.id = put.id
    returning entries.id, (entries.status in ('unconfirmed', 'pending'))::integer as waiting
), moved as (
    select before.event_id, before.block, sum(changed.waiting - before.waiting) as waiting
    from before join changed on changed.id = before.id
    group by before.event_id, before.block
)
update line_blocks set waiting = line_blocks.waiting + moved.waiting
from moved
where line_blocks.event_id = moved.event_id and line_blocks.block = moved.block and moved.waiting <> 0;

-- name: AddOffers :exec
insert into offers (
    id, event_id, entry_id, state, seats, apart, reservations, secret_hash, secret_sealed, total, currency, made_at, opened_at,
    expires_at, ended_at, reason, look, tries, trace
)
select unnest(@ids::uuid[]), unnest(@events::uuid[]), unnest(@entries::uuid[]), unnest(@states::text[]), unnest(@seats::text[])::jsonb,
       unnest(@aparts::boolean[]), unnest(@reservations::text[])::uuid[], unnest(@secret_hashes::bytea[]),
       unnest(@secrets_sealed::bytea[]), unnest(@totals::bigint[]), unnest(@currencies::text[]), unnest(@made_ats::timestamptz[]),
       nullif(unnest(@opened_ats::timestamptz[]), '0001-01-01 00:00:00+00'),
       nullif(unnest(@expires_ats::timestamptz[]), '0001-01-01 00:00:00+00'),
       nullif(unnest(@ended_ats::timestamptz[]), '0001-01-01 00:00:00+00'),
       unnest(@reasons::text[]), unnest(@looks::timestamptz[]), unnest(@tries::integer[]), unnest(@traces::text[]);

-- name: OfferSeats :exec
insert into offered_seats (seat_id, offer_id, event_id)
select unnest(@seats::uuid[]), unnest(@offers::uuid[]), unnest(@events::uuid[]);

-- name: PutOffers :exec
update offers
set state = u.state, reservations = u.reservations, secret_hash = u.secret_hash, secret_sealed = u.secret_sealed, total = u.total,
    currency = u.currency, opened_at = nullif(u.opened_at, '0001-01-01 00:00:00+00'),
    expires_at = nullif(u.expires_at, '0001-01-01 00:00:00+00'), ended_at = nullif(u.ended_at, '0001-01-01 00:00:00+00'),
    reason = u.reason, look = u.look, tries = u.tries
from (select unnest(@ids::uuid[])                   as id,
             unnest(@states::text[])                as state,
             unnest(@reservations::text[])::uuid[]  as reservations,
             unnest(@secret_hashes::bytea[])        as secret_hash,
             unnest(@secrets_sealed::bytea[])       as secret_sealed,
             unnest(@totals::bigint[])              as total,
             unnest(@currencies::text[])            as currency,
             unnest(@opened_ats::timestamptz[])     as opened_at,
             unnest(@expires_ats::timestamptz[])    as expires_at,
             unnest(@ended_ats::timestamptz[])      as ended_at,
             unnest(@reasons::text[])               as reason,
             unnest(@looks::timestamptz[])          as look,
             unnest(@tries::integer[])              as tries) as u
where offers.id = u.id;

-- name: GiveSeatsBack :exec
delete from offered_seats where offer_id = any(@offers::uuid[]);

-- name: Wake :exec
-- Called for every order and every reservation of the installation: where none is ours it reads two indexes and writes nothing. Ours
-- are locked before it is decided, so that an offer that is just being put off is woken all the same.
with ours as (
    select o.id, o.look from offers o
    where o.id = any(@ids::uuid[] || array(select s.offer_id from offered_seats s where s.seat_id = any(@seats::uuid[])))
      and o.state in ('making', 'open')
    order by o.id for update
)
update offers set look = @now from ours where offers.id = ours.id and ours.look > @now;

-- name: Seen :many
-- What was there before and what is new do not overlap: all parts of the statement see the table as it was.
with gone as (
    delete from vacancies where vacancies.event_id = @event and not (vacancies.seat_id = any(@seats::uuid[]))
), fresh as (
    insert into vacancies (event_id, seat_id, since)
    select @event, unnest(@seats::uuid[]), @now
    on conflict do nothing
    returning vacancies.seat_id, vacancies.since
)
select v.seat_id, v.since from vacancies v where v.event_id = @event and v.seat_id = any(@seats::uuid[])
union all
select fresh.seat_id, fresh.since from fresh;

-- What is read outside transactions.

-- name: Entries :many
select * from entries where id = any(@ids::uuid[]) order by id;

-- name: Offers :many
select * from offers where id = any(@ids::uuid[]) order by id;

-- name: Lines :many
select * from lines where event_id = any(@events::uuid[]) order by event_id;

-- name: Ahead :one
-- Those who wait in whole blocks before are added up (at most 977 rows for a million places, in one range of the primary key); those
-- before in the own block are counted (at most 1,023, in one range of an index). All in one statement, so of one moment.
select ((select coalesce(sum(b.waiting), 0) from line_blocks b where b.event_id = @event and b.block < @block)
      + (select count(*) from entries e
         where e.event_id = @event and e.status in ('unconfirmed', 'pending')
           and e.place > @before_block and e.place < @place))::bigint as ahead;

-- name: MomentBefore :one
select * from line_moments where event_id = @event and at < @before order by at desc limit 1;

-- name: Moments :many
select * from line_moments where event_id = @event and at >= @since and at < @before order by at limit @most;

-- name: Due :many
select id from offers where state in ('making', 'open') and look <= @now order by look, id limit @most;

-- name: Lapsed :many
select * from entries where status = 'unconfirmed' and confirm_by <= @now order by confirm_by, id limit @most;

-- name: Unsettled :many
-- It reads the whole table: there is one row per event, and an index of what every join changes would cost each of them more.
select * from lines
where told < closed or (closed < term and waiting + assigned = 0) or (waiting > 0 and (cancelled or starts_at <= @now))
order by event_id limit @most;

-- name: LinePage :many
select * from lines where event_id > @after order by event_id limit @most;

-- name: EntryPage :many
select * from entries where id > @after and status in ('unconfirmed', 'pending', 'assigned') order by id limit @most;

-- name: OfferPage :many
select * from offers where id > @after and state in ('making', 'open') order by id limit @most;

-- name: InLine :many
select * from entries
where event_id = @event and place > @after
  and (status = @status or @status = '' and status in ('unconfirmed', 'pending', 'assigned'))
order by place limit @most;
