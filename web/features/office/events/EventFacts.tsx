"use client";

import type { ReactNode } from "react";
import { Card } from "@/components/ui/Card";
import { useFormat } from "@/lib/format";
import { useTexts } from "@/lib/i18n";
import { officeEvents } from "@/lib/i18n/areas/office-events";
import type { OfficeEvent } from "./event";

/** What is said about an event, and by which rules it is sold. */
export function EventFacts({ event }: { event: OfficeEvent }) {
  const texts = useTexts(officeEvents).detail;
  const { date, money, number } = useFormat();
  const price = (amount: number) => money(amount, event.currency);
  const when = (time: string | null, otherwise: string) =>
    time === null ? otherwise : date(time, "full", event.timeZone);
  const range =
    event.minPrice === event.maxPrice
      ? price(event.minPrice)
      : texts.priceRange(price(event.minPrice), price(event.maxPrice));
  return (
    <Card className="flex flex-col gap-4">
      <h2 className="text-lg font-semibold">{texts.facts}</h2>
      <dl className="grid gap-x-6 gap-y-3 sm:grid-cols-[auto_minmax(0,1fr)]">
        <Fact name={texts.date}>{date(event.eventDate, "full", event.timeZone)}</Fact>
        <Fact name={texts.zone}>{event.timeZone}</Fact>
        <Fact name={texts.venue}>{event.venue}</Fact>
        <Fact name={texts.capacity}>{texts.capacityUsed(number(event.totalSeats), number(event.maxCapacity))}</Fact>
        <Fact name={texts.basePrice}>{price(event.basePrice)}</Fact>
        {event.totalSeats > 0 && <Fact name={texts.prices}>{range}</Fact>}
        <Fact name={texts.limit}>
          {event.maxPerCustomer === null ? texts.houseLimit : number(event.maxPerCustomer)}
        </Fact>
        <Fact name={texts.opens}>{when(event.saleOpensAt, texts.atOnce)}</Fact>
        <Fact name={texts.closes}>{when(event.saleClosesAt, texts.atBegin)}</Fact>
        <Fact name={texts.description}>
          <span className="whitespace-pre-line">{event.description}</span>
        </Fact>
      </dl>
    </Card>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-sm text-muted sm:py-0.5">{name}</dt>
      <dd className="min-w-0 text-pretty wrap-anywhere max-sm:-mt-2">{children}</dd>
    </>
  );
}
