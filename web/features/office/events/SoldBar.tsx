"use client";

import { useFormat } from "@/lib/format";
import { useTexts } from "@/lib/i18n";
import { officeEvents } from "@/lib/i18n/areas/office-events";
import { ShareBar } from "../charts/ShareBar";
import type { OfficeEvent } from "./event";

/** How much of an event is sold, and held. */
export function SoldBar({ event, className }: { event: OfficeEvent; className?: string }) {
  const texts = useTexts(officeEvents);
  const { number } = useFormat();
  const parts = [
    { key: "sold", value: event.soldSeats, className: "fill-accent" },
    { key: "held", value: event.reservedSeats, className: "fill-seat-held" },
  ];
  const label = texts.bar(number(event.soldSeats), number(event.reservedSeats), number(event.totalSeats));
  return <ShareBar label={label} parts={parts} total={event.totalSeats} {...(className ? { className } : {})} />;
}
