import { orderTones } from "@/components/orderTones";
import type { Tone } from "@/components/ui/Badge";
import type { Schemas } from "@/lib/api";
import type { Area } from "@/lib/i18n";
import type { officeOrders as area } from "@/lib/i18n/areas/office-orders";

/** An order of the list, and one as it is read. */
export type FoundOrder = Schemas["OrderingFoundOrder"];
export type Order = Schemas["OrderingDetails"];
export type Refund = Schemas["PaymentRefund"];
export type Ticket = Schemas["FulfillmentTicket"];
export type OrderTexts = typeof area extends Area<infer T> ? T : never;

type Standing = {
  state: Order["state"];
  refundedAt: string | null;
  refundReason?: string | null;
};

/** How an order stands, in words and tone. Money that is back, or on its way, says more than "cancelled". */
export function standing(
  { state, refundedAt, refundReason }: Standing,
  texts: OrderTexts,
): { text: string; tone: Tone } {
  if (refundedAt) return { text: texts.refunded, tone: "neutral" };
  if (refundReason) return { text: texts.refunding, tone: "warning" };
  return { text: texts.states[state], tone: orderTones[state] };
}

/** The refund, if the bank refused it: the money is still here, and the tickets are cancelled. */
export function refusalOf(refund: Refund | null): Refund | null {
  return refund?.status === "failed" ? refund : null;
}

/** The order with what its payment knows of a refund: an order hears of one that was asked for only when the money is back. */
export function withRefund(order: Order, refund: Refund | null): Order {
  if (!refund) return order;
  if (refusalOf(refund)) return { ...order, refundReason: null }; // it is not on its way, whatever the order hopes
  return {
    ...order,
    refundReason: order.refundReason ?? refund.reason,
    refundedAt: order.refundedAt ?? refund.completedAt,
  };
}

/** Whether the money is on its way back. */
export function isReturning({ refundReason, refundedAt }: Order): boolean {
  return Boolean(refundReason) && !refundedAt;
}

/** Whether an order has its seats and tickets and nobody is taking them back. */
export function isKept({ state, refundReason }: Order): boolean {
  return (state === "paid" || state === "fulfilled") && !refundReason;
}

/** Whether money was taken that can be given back. */
export function isRefundable(order: Order): boolean {
  return isKept(order) && order.totalAmount > 0 && order.paymentId !== null;
}

/** Whether it can be ended without a refund: nothing was taken, or nothing was due. */
export function isCancellable(order: Order): boolean {
  return order.state === "pending" || order.state === "draft" || (isKept(order) && order.totalAmount === 0);
}

/** Whether something may still happen by itself, so that the page should look again. */
export function mayChange(order: Order): boolean {
  if (isReturning(order)) return true;
  if (order.state === "pending" || order.state === "paid") return true;
  return order.mails.some(({ status }) => status === "pending" || status === "retrying");
}

/** The order's money; an empty cart has no currency, and nothing to pay. */
export function currencyOf(order: Pick<Order, "currency" | "items">): string | null {
  return order.currency ?? order.items[0]?.currency ?? null;
}
