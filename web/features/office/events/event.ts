import type { Schemas } from "@/lib/api";

/** An event as the house reads it. */
export type OfficeEvent = Schemas["CatalogEvent"];

/** An event in the house's list, which tells a little more. */
export type ListedEvent = Schemas["CatalogManagedEvent"];

/** How an event stands, as its organiser would say it. */
export type Standing = "cancelled" | "inactive" | "over" | "noSeats" | "notOpen" | "closed" | "soldOut" | "onSale";

export function standingOf(event: OfficeEvent, now: number): Standing {
  if (event.status === "cancelled") return "cancelled";
  if (Date.parse(event.eventDate) <= now) return "over";
  if (event.status === "inactive") return "inactive";
  if (event.totalSeats === 0) return "noSeats";
  if (event.saleOpensAt && Date.parse(event.saleOpensAt) > now) return "notOpen";
  if (event.saleClosesAt && Date.parse(event.saleClosesAt) <= now) return "closed";
  return event.availableSeats === 0 ? "soldOut" : "onSale";
}

/** Seats that are not for sale. */
export function blockedSeats(event: OfficeEvent): number {
  return event.totalSeats - event.availableSeats - event.reservedSeats - event.soldSeats;
}
