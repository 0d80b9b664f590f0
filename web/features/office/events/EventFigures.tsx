"use client";

import { useFormat } from "@/lib/format";
import { useTexts } from "@/lib/i18n";
import { officeEvents } from "@/lib/i18n/areas/office-events";
import { Figure } from "../charts/Figure";
import { tellShare } from "../figures/figures";
import { blockedSeats, type OfficeEvent } from "./event";
import { SoldBar } from "./SoldBar";

/** How much is sold, and for how much. */
export function EventFigures({ event }: { event: OfficeEvent }) {
  const texts = useTexts(officeEvents);
  const { money, number, percent } = useFormat();
  const { detail } = texts;
  return (
    <section aria-label={detail.figures} className="grid grid-cols-2 gap-4 lg:grid-cols-5">
      <Figure
        label={detail.sold}
        value={texts.soldOf(number(event.soldSeats), number(event.totalSeats))}
        note={detail.occupancy(tellShare(event.soldSeats / event.totalSeats, percent))}
        className="col-span-2 lg:col-span-1"
      >
        <SoldBar event={event} />
      </Figure>
      <Figure
        label={detail.revenue}
        value={money(event.revenue ?? 0, event.currency)}
        note={detail.revenueHint}
        className="col-span-2 lg:col-span-1"
      />
      <Figure label={detail.free} value={number(event.availableSeats)} />
      <Figure label={detail.held} value={number(event.reservedSeats)} />
      <Figure label={detail.blocked} value={number(blockedSeats(event))} />
    </section>
  );
}
