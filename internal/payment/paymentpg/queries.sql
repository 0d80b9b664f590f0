-- name: AddPayments :batchmany
-- A payment of an order that has an open one waits for the rival's transaction, and is then left out.
insert into payments (id, order_id, order_number, customer_id, reservation_ids, amount, currency, method, test_method, status,
    transaction_id, error_code, error_message, failure_reason, next_action, created_at, processed_at, simulated,
    simulated_response, asks, next_ask, deadline, trace)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23)
on conflict do nothing
returning id;

-- name: LockPayments :many
select * from payments where id = any(@ids::uuid[]) order by id for update;

-- name: PutPayments :batchone
update payments
set status = $2, transaction_id = $3, error_code = $4, error_message = $5, failure_reason = $6, next_action = $7,
    processed_at = $8, simulated_response = $9, asks = $10, next_ask = $11, deadline = $12
where id = $1
returning id;

-- name: Payment :one
select * from payments where id = $1;

-- name: OpenPayment :one
select * from payments where order_id = $1 and status in ('pending', 'succeeded', 'refunded');

-- name: UndecidedPayments :many
select * from payments
where status = 'pending' and next_ask <= @due and id > @after
order by id
limit @most;

-- name: Payments :many
select * from payments where id > @after order by id limit @most;

-- name: AddRefunds :batchmany
insert into refunds (id, payment_id, order_id, amount, currency, reason, status, requested_by, error_code, created_at,
    processed_at, tries, next_try, trace)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
on conflict do nothing
returning id;

-- name: LockRefunds :many
select * from refunds where id = any(@ids::uuid[]) order by id for update;

-- name: PutRefunds :batchone
update refunds
set status = $2, error_code = $3, processed_at = $4, tries = $5, next_try = $6
where id = $1
returning id;

-- name: RefundOfPayment :one
-- The one that stands, else the last that was refused.
select * from refunds where payment_id = $1
order by status = 'failed', created_at desc, id desc
limit 1;

-- name: UndecidedRefunds :many
select * from refunds
where status = 'pending' and next_try <= @due and id > @after
order by id
limit @most;

-- name: Refunds :many
select * from refunds where id > @after order by id limit @most;
