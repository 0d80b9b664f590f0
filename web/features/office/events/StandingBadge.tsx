"use client";

import { Badge, type Tone } from "@/components/ui/Badge";
import { serverNow } from "@/lib/clock/clock";
import { useTexts } from "@/lib/i18n";
import { officeEvents } from "@/lib/i18n/areas/office-events";
import { type OfficeEvent, type Standing, standingOf } from "./event";

const tones: Record<Standing, Tone> = {
  onSale: "good",
  soldOut: "accent",
  notOpen: "neutral",
  closed: "neutral",
  noSeats: "warning",
  over: "neutral",
  inactive: "warning",
  cancelled: "bad",
};

export function StandingBadge({ event }: { event: OfficeEvent }) {
  const texts = useTexts(officeEvents).standing;
  const standing = standingOf(event, serverNow());
  return <Badge tone={tones[standing]}>{texts[standing]}</Badge>;
}
