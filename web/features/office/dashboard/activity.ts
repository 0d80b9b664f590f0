import type { Schemas } from "@/lib/api";

/** An order as the house finds it. */
export type FoundOrder = Schemas["OrderingFoundOrder"];

export type Activity = {
  id: string;
  kind: "pending" | "paid" | "cancelled" | "refunded";
  at: string;
  /** The buyer's name, else the address; empty if neither is known. */
  who: string;
  seats: number;
  eventName: string | null;
  amount: number;
  currency: string | null;
};

/** What happened last to each of some orders, the latest first. */
export function activitiesOf(orders: readonly FoundOrder[]): Activity[] {
  return orders.flatMap(activityOf).sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
}

function activityOf(order: FoundOrder): Activity[] {
  const last = lastOf(order);
  if (order.id === null || last === null) return [];
  const { id, customerName, customerEmail, items, eventName, totalAmount, currency } = order;
  const who = customerName || customerEmail;
  return [{ ...last, id, who, seats: items.length, eventName, amount: totalAmount, currency }];
}

function lastOf(order: FoundOrder): { kind: Activity["kind"]; at: string } | null {
  if (order.refundedAt) return { kind: "refunded", at: order.refundedAt };
  if (order.cancelledAt && !order.paidAt) return { kind: "cancelled", at: order.cancelledAt };
  if (order.paidAt) return { kind: "paid", at: order.paidAt };
  return order.state === "pending" && order.createdAt ? { kind: "pending", at: order.createdAt } : null;
}
