import type { Format } from "@/lib/format";
import { currencyOf, isKept, isReturning, type Order, type OrderTexts, type Refund, type Ticket } from "./order";

/** Something that happened, or that is waited for (without a time). */
export type Moment = { key: string; mark: "done" | "bad" | "over" | "now"; at: string | null; text: string };

type Words = {
  texts: OrderTexts;
  format: Pick<Format, "money" | "date">;
  mailKind: (kind: string) => string;
  mailStatus: (status: Order["mails"][number]["status"]) => string;
};

/** What happened to an order, its refund and its tickets, and when, the first first; what is under way stands at the end. */
export function timelineOf(order: Order, refund: Refund | null, tickets: readonly Ticket[], words: Words): Moment[] {
  const happened = [
    ...purchase(order, words),
    ...ending(order, refund, words),
    ...mails(order, words),
    ...doors(tickets, words),
  ];
  // Sorting keeps the order of what has one time: an order is paid before its tickets are issued.
  const told = happened.filter(({ at }) => at !== null).sort((a, b) => Date.parse(a.at ?? "") - Date.parse(b.at ?? ""));
  return [...told, ...waiting(order, words)];
}

function moment(key: string, mark: Moment["mark"], at: string | null | undefined, text: string): Moment {
  return { key, mark, at: at ?? null, text };
}

function total(order: Order, { format }: Words): string {
  return format.money(order.totalAmount, currencyOf(order) ?? "USD");
}

function purchase(order: Order, words: Words): Moment[] {
  const { story, reasons } = words.texts;
  const { lastFailure } = order;
  const reason = lastFailure && (named(reasons, lastFailure.reason) ?? lastFailure.reason);
  return [
    moment("begun", "done", order.createdAt, story.begun),
    moment("placed", "done", order.placedAt, story.placed(order.customerEmail ?? "")),
    moment("declined", "bad", lastFailure?.at, story.declined(reason ?? "")),
    moment("paid", "done", order.paidAt, order.totalAmount === 0 ? story.free : story.paid(total(order, words))),
    moment("issued", "done", order.fulfilledAt, story.issued(order.items.length)),
  ];
}

function ending(order: Order, refund: Refund | null, words: Words): Moment[] {
  const { story } = words.texts;
  return [
    moment("asked", "done", refund?.requestedAt, story.refundBegun(total(order, words))),
    moment("refused", "bad", refund?.refusedAt, story.refundRefused(total(order, words))),
    moment("refunded", "done", order.refundedAt, story.refunded(total(order, words))),
    moment("cancelled", "over", order.cancelledAt, named(story.ended, order.cancelReason ?? "") ?? story.ended.other),
  ];
}

function mails({ mails: sent }: Order, { texts, mailKind, mailStatus }: Words): Moment[] {
  return sent.map(({ kind, status, at, reason }, index) => {
    const mark = status === "sent" ? "done" : status === "failed" ? "bad" : "now";
    const text = texts.story.mail(mailKind(kind), mailStatus(status));
    return moment(`mail ${index}`, mark, at, reason && status !== "sent" ? `${text} (${reason})` : text);
  });
}

function doors(tickets: readonly Ticket[], { texts }: Words): Moment[] {
  const { story, seats } = texts;
  return tickets.flatMap(({ id, ticketNumber, revision, issuedAt, admittedAt, sectionCode, row, seat }) => [
    moment(`code ${id}`, "done", revision > 1 ? issuedAt : null, story.reissued(ticketNumber)),
    moment(`door ${id}`, "done", admittedAt, story.admitted(seats.seat(sectionCode, row, seat))),
  ]);
}

function waiting(order: Order, words: Words): Moment[] {
  const { story } = words.texts;
  if (isReturning(order)) return [moment("refunding", "now", null, story.refunding(total(order, words)))];
  if (order.state === "paid" && isKept(order)) return [moment("making", "now", null, story.making)];
  if (order.state !== "pending") return [];
  const text = order.expiresAt ? story.until(words.format.date(order.expiresAt, "time")) : story.waits;
  return [moment("waits", "now", null, text)];
}

/** A word by its code; null for one that this page does not know. */
export function named(words: Readonly<Record<string, string>>, code: string): string | null {
  return Object.hasOwn(words, code) ? (words[code] ?? null) : null;
}
