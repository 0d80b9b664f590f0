import type { Schemas } from "@/lib/api";
import type { Area } from "@/lib/i18n";
import type { order as area } from "@/lib/i18n/areas/order";

/** An order as it is read: the description of the API lists only what it adds to a cart. */
export type Order = Schemas["OrderingOrder"] & Partial<Schemas["OrderingDetails"]>;
export type OrderTexts = typeof area extends Area<infer T> ? T : never;

export type Head = keyof OrderTexts["head"];
export type StepState = "done" | "now" | "failed" | "open";
export type OrderStep = { name: string; state: StepState; at: string | null };

/** Whether the order has its seats and tickets, and will keep them. */
export function isKept({ state, refundReason }: Order): boolean {
  return (state === "paid" || state === "fulfilled") && !refundReason;
}

export function headOf({ state, refundReason, refundedAt }: Order): Head {
  if (state === "cancelled" && refundedAt) return "refunded";
  if (refundReason) return "refunding";
  return state === "draft" ? "pending" : state;
}

/** Whether something may still happen by itself, so that the page should look again. */
export function mayChange(order: Order): boolean {
  if (order.refundReason && !order.refundedAt) return true;
  if (order.state === "cancelled") return false;
  return order.state !== "fulfilled" || !["sent", "failed"].includes(ticketMail(order)?.status ?? "");
}

const soonest = 1000; // milliseconds between two looks
const latest = 15_000;

/** When to look again, in milliseconds: soon after a change, ever later while nothing happens. */
export function nextLook(changedAt: number, now: number): number {
  return Math.min(latest, Math.max(soonest, (now - changedAt) / 3));
}

function ticketMail({ mails }: Order) {
  return mails?.findLast(({ kind }) => kind === "tickets");
}

/** Seats, money, tickets, mail: the four stages of a purchase. */
export function stepsOf(order: Order, texts: OrderTexts): OrderStep[] {
  const words = texts.steps;
  return [seatsStep(order, words), moneyStep(order, words), ticketsStep(order, words), mailStep(order, words)];
}

type Words = OrderTexts["steps"];

function step(name: string, state: StepState, at?: string | null): OrderStep {
  return { name, state, at: at ?? null };
}

function seatsStep({ state, cancelledAt, createdAt }: Order, words: Words): OrderStep {
  return state === "cancelled" ? step(words.letGo, "failed", cancelledAt) : step(words.held, "done", createdAt);
}

function moneyStep(order: Order, words: Words): OrderStep {
  const { state, refundedAt, refundReason, lastFailure, paidAt, totalAmount } = order;
  if (refundedAt) return step(words.refunded, "done", refundedAt);
  if (refundReason) return step(words.refunding, "now");
  if (state === "cancelled") return step(words.unpaid, "failed");
  if (state !== "pending") return step(totalAmount === 0 ? words.free : words.paid, "done", paidAt);
  return lastFailure ? step(words.declined, "failed", lastFailure.at) : step(words.payment, "now");
}

function ticketsStep(order: Order, words: Words): OrderStep {
  const { state, refundReason, items, fulfilledAt } = order;
  if (state === "cancelled" || refundReason)
    return step(items.some(({ ticketId }) => ticketId) ? words.void : words.noTickets, "failed");
  if (state === "fulfilled") return step(words.issued, "done", fulfilledAt);
  return state === "paid" ? step(words.making, "now") : step(words.tickets, "open");
}

function mailStep(order: Order, words: Words): OrderStep {
  const mail = ticketMail(order);
  if (mail?.status === "sent") return step(words.mailed(order.customerEmail ?? ""), "done", mail.at);
  if (mail?.status === "failed") return step(words.mailFailed, "failed", mail.at);
  if (mail) return step(words.mailing, "now", mail.at);
  return order.state === "cancelled" || order.refundReason ? step(words.noMail, "failed") : step(words.mail, "open");
}

type Money = { money(amount: number, currency: string): string; date(time: string, style: "full"): string };

/** What an order that went another way than planned did to seats and money; null where all goes well. */
export function noticeOf(order: Order, texts: OrderTexts, format: Money): string | null {
  if (order.state !== "cancelled" && !order.refundReason) return null;
  const why = order.cancelReason ?? "other";
  const ended = Object.entries(texts.ended).find(([code]) => code === why)?.[1] ?? texts.ended.other;
  const amount = format.money(order.totalAmount, order.currency ?? "USD");
  const money = order.refundedAt
    ? texts.money.back(amount, format.date(order.refundedAt, "full"))
    : order.refundReason && order.paymentId
      ? texts.money.coming(amount)
      : texts.money.none;
  return `${order.state === "cancelled" ? ended : texts.off} ${money}`;
}
