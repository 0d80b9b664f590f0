-- name: AddMail :batchexec
insert into mails (id, kind, order_id, subject, once, recipient, sealed, status, reason, attempts, next, created_at, sent_at, updated_at, trace)
values (@id, @kind, sqlc.narg('order_id'), sqlc.narg('subject'), @once, @recipient, @sealed, @status, @reason, @attempts, @next, @created_at, sqlc.narg('sent_at'), @updated_at, @trace)
on conflict (once) do nothing;

-- name: DueMails :many
select * from mails where status in ('pending', 'retrying') and next <= @now order by next, id limit @most for update skip locked;

-- name: MailsByID :many
select * from mails where id = any(@ids::uuid[]) order by id for update;

-- name: PutMail :batchexec
update mails set recipient = @recipient, sealed = @sealed, status = @status, reason = @reason, attempts = @attempts, next = @next,
    sent_at = sqlc.narg('sent_at'), updated_at = @updated_at
where id = @id;

-- name: MailsOfOrder :many
select * from mails where order_id = @order_id::uuid order by created_at, id;

-- name: ListMails :many
select * from mails where (@status::text = '' or status = @status) and (@before::uuid = '00000000-0000-0000-0000-000000000000' or id < @before)
order by id desc limit @most;

-- name: CountWaiting :one
select count(*) from mails where status in ('pending', 'retrying');

-- name: PutLetter :exec
insert into mailbox (id, recipient, subject, text, html, attachments) values (@id, @recipient, @subject, @text, @html, @attachments)
on conflict (id) do nothing;

-- name: Letters :many
select recipient, subject, text, html, attachments from mailbox order by arrived desc limit @most;
