-- +goose Up

-- The price at which somebody has the seat, where it was told; the seat's own price may have been changed since. The program before leaves it as
-- it was: beside a seat that nobody has it says nothing.
alter table standings add column promised bigint;
