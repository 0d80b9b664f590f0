import type { Schemas } from "@/lib/api";

export type Cart = Schemas["OrderingOrder"];
export type SeatItem = Schemas["OrderingItem"];

/** An order as it is read: the description of the API lists only what it adds to a cart. */
export type PlacedOrder = Cart & Partial<Schemas["OrderingDetails"]>;

/** What is to be paid: the cart, or the order that was made of it. */
export type Basket = {
  orderId: string;
  /** It is an order: its seats and its address do not change any more. */
  placed: boolean;
  items: readonly SeatItem[];
  total: number;
  currency: string;
  expiresAt: string | null;
};

/** The basket in a cart or an order that waits for its money; null: there is nothing to pay. */
export function basketOf(order: PlacedOrder | undefined): Basket | null {
  if (!order?.id || order.items.length === 0 || (order.state !== "draft" && order.state !== "pending")) return null;
  return {
    orderId: order.id,
    placed: order.state === "pending",
    items: order.items,
    total: order.totalAmount,
    currency: order.currency ?? order.items[0]?.currency ?? "",
    expiresAt: order.expiresAt,
  };
}

/** Seats that were in the basket and whose time ran out. `now` is the server's, in milliseconds. */
export function lostSeats(seen: Iterable<SeatItem>, basket: Basket | null, now: number): SeatItem[] {
  const kept = new Set(basket?.items.map(({ reservationId }) => reservationId));
  // The server's sweep and the last answer may be a moment apart.
  return [...seen].filter((item) => !kept.has(item.reservationId) && Date.parse(item.expiresAt) <= now + 2000);
}

/** An order's page. Without its secret it opens for the session that placed it. `paying` is a payment that is not decided. */
export function orderPath(orderId: string, secret: string | null, paying?: string): string {
  const query = new URLSearchParams({ ...(secret ? { secret } : {}), ...(paying ? { paying } : {}) }).toString();
  return `/orders/${orderId}${query && `?${query}`}`;
}
