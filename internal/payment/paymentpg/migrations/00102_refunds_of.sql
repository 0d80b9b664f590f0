-- +goose NO TRANSACTION
-- +goose Up
-- A payment's refunds, those that were refused as well.
set lock_timeout = 0;
create index concurrently if not exists refunds_of_payment on refunds (payment_id);
reset lock_timeout;
