"use client";

import { useFigures } from "../figures/useFigures";
import type { OfficeEvent } from "./event";

const longest = 999; // days that can be asked for at once; a sale hardly lasts longer

/** How many orders of an event are paid and not given back: so many buyers a cancellation pays back. */
export function usePaidOrders(event: OfficeEvent) {
  const { data, isError } = useFigures({ eventId: event.id, days: longest });
  const orders = data?.figures.reduce((sum, { totals }) => sum + Math.max(0, totals.paid - totals.refunded), 0);
  return { data: orders, isError };
}
