"use client";

import { CalendarClock, CircleCheck, CircleOff, Flame, type LucideIcon } from "lucide-react";
import { Badge, type Tone } from "@/components/ui/Badge";
import { useTexts } from "@/lib/i18n";
import { events } from "@/lib/i18n/areas/events";
import type { Sale } from "./sale";

const looks: Record<Sale, { tone: Tone; icon: LucideIcon }> = {
  open: { tone: "good", icon: CircleCheck },
  almostGone: { tone: "warning", icon: Flame },
  soldOut: { tone: "bad", icon: CircleOff },
  noSeats: { tone: "neutral", icon: CalendarClock },
  notOpen: { tone: "neutral", icon: CalendarClock },
  closed: { tone: "neutral", icon: CircleOff },
  inactive: { tone: "neutral", icon: CircleOff },
  cancelled: { tone: "bad", icon: CircleOff },
};

/** How an event's sale stands, in a word with its own mark. */
export function SaleBadge({ sale }: { sale: Sale }) {
  const texts = useTexts(events);
  const { tone, icon: Icon } = looks[sale];
  return (
    <Badge tone={tone}>
      <Icon aria-hidden />
      {texts.sale[sale]}
    </Badge>
  );
}
