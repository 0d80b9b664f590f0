import { sumMoney } from "@/lib/format";
import { type OfficeEvent, standingOf } from "../events/event";
import { average, share } from "../figures/figures";

export type Money = {
  currency: string;
  revenue: number;
  /** Per sold seat; null where none is. */
  average: number | null;
};

/** How the house stands: its events, their seats and what they brought. */
export type House = {
  events: number;
  onSale: number;
  seats: number;
  sold: number;
  held: number;
  free: number;
  /** Sold of all seats, from 0 to 1; null without seats. */
  occupancy: number | null;
  /** By currency, that of most events first: sums of different money mean nothing. */
  money: Money[];
};

/** Adds up events. Seats of cancelled ones count no more: nobody will sit on them. */
export function houseOf(events: readonly OfficeEvent[], now: number): House {
  const held = events.filter(({ status }) => status !== "cancelled");
  const sum = (of: (event: OfficeEvent) => number) => held.reduce((total, event) => total + of(event), 0);
  const [seats, sold] = [sum((event) => event.totalSeats), sum((event) => event.soldSeats)];
  return {
    events: events.length,
    onSale: events.filter((event) => ["onSale", "soldOut"].includes(standingOf(event, now))).length,
    seats,
    sold,
    held: sum((event) => event.reservedSeats),
    free: sum((event) => event.availableSeats),
    occupancy: share(sold, seats),
    money: moneyOf(held),
  };
}

function moneyOf(events: readonly OfficeEvent[]): Money[] {
  const by = new Map<string, OfficeEvent[]>();
  for (const event of events) by.set(event.currency, [...(by.get(event.currency) ?? []), event]);
  return [...by]
    .sort(([, a], [, b]) => b.length - a.length)
    .map(([currency, those]) => {
      const revenue = sumMoney(
        those.map((event) => event.revenue ?? 0),
        currency,
      );
      const sold = those.reduce((total, event) => total + event.soldSeats, 0);
      return { currency, revenue, average: average(revenue, sold, currency) };
    });
}
