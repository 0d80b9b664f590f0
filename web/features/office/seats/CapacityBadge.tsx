"use client";

import { Badge } from "@/components/ui/Badge";
import { useFormat } from "@/lib/format";
import { useTexts } from "@/lib/i18n";
import { officeSeats } from "@/lib/i18n/areas/office-seats";

/** How many seats an event has, or would have, of those that it has room for. */
export function CapacityBadge({ seats, most }: { seats: number; most: number }) {
  const texts = useTexts(officeSeats);
  const format = useFormat();
  const say = seats > most ? texts.overCapacity : texts.capacity;
  return (
    <Badge tone={seats > most ? "bad" : seats === most ? "good" : "neutral"} className="whitespace-normal!">
      {say(format.number(seats), format.number(most))}
    </Badge>
  );
}
