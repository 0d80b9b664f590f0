"use client";

import { useFormat } from "@/lib/format";
import { useTexts } from "@/lib/i18n";
import { events } from "@/lib/i18n/areas/events";
import type { Event } from "./sale";

/** What a seat costs at least; all of it, since no fee is added later. */
export function Price({ event }: { event: Event }) {
  const texts = useTexts(events);
  const format = useFormat();
  const lowest = event.minPrice === 0 ? texts.free : format.money(event.minPrice, event.currency);
  const single = event.minPrice === event.maxPrice;
  return <span className="font-semibold">{single ? lowest : texts.fromPrice(lowest)}</span>;
}
