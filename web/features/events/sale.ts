import type { Schemas } from "@/lib/api";

export type Event = Schemas["CatalogEvent"];

/** How an event's sale stands, by what a visitor can do. */
export type Sale = "open" | "almostGone" | "soldOut" | "noSeats" | "notOpen" | "closed" | "inactive" | "cancelled";

type Selling = Pick<Event, "status" | "saleOpensAt" | "saleClosesAt" | "eventDate" | "totalSeats" | "availableSeats">;

const almostGoneBelow = 0.2; // of all seats

/** How the sale stands at a time, in milliseconds of the server's clock. Held seats count as gone. */
export function saleOf(event: Selling, now: number): Sale {
  if (event.status !== "active") return event.status;
  if (Date.parse(event.saleClosesAt ?? event.eventDate) <= now) return "closed";
  if (event.totalSeats === 0) return "noSeats";
  if (event.availableSeats === 0) return "soldOut";
  if (event.saleOpensAt && Date.parse(event.saleOpensAt) > now) return "notOpen";
  return event.availableSeats <= event.totalSeats * almostGoneBelow ? "almostGone" : "open";
}
