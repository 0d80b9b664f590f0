-- +goose Up

-- What the keeper of a seat that is set aside wants to know of it. The program before does not know it and leaves it as it was: beside another
-- kind of claim it says nothing.
alter table seats add column note text not null default '';
