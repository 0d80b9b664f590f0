"use client";

import { Card } from "@/components/ui/Card";
import { useFormat } from "@/lib/format";
import { useTexts } from "@/lib/i18n";
import { waitlist } from "@/lib/i18n/areas/waitlist";
import type { Place } from "./stage";
import { useEventFacts } from "./useEventFacts";
import { moment, pace, wish } from "./words";

/** Rank, speed and wish of a place that waits. */
export function PlaceFacts({ place }: { place: Place }) {
  const texts = useTexts(waitlist);
  const format = useFormat();
  const currency = useEventFacts(place.eventId).data?.currency;
  const { maxPrice } = place;
  const amount = maxPrice === null ? null : currency ? format.money(maxPrice, currency) : format.number(maxPrice);
  const facts: [string, string][] = [
    [texts.place.number, place.position === null ? "–" : format.number(place.position)],
    [texts.place.pace, pace(place.moved, texts)],
    [texts.place.wish, wish(place, amount, texts)],
    [texts.place.since, moment(place, place.joinedAt, format)],
  ];
  return (
    <Card className="flex flex-col gap-4">
      <h2 className="text-lg font-semibold">{texts.place.title}</h2>
      <dl className="grid gap-x-6 gap-y-3 sm:grid-cols-[auto_1fr]">
        {facts.map(([name, text]) => (
          <div key={name} className="sm:contents">
            <dt className="text-muted">{name}</dt>
            <dd className="tabular-nums">{text}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
