"use client";

import { MapPin } from "lucide-react";
import Link from "next/link";
import { serverNow } from "@/lib/clock/clock";
import { useFormat } from "@/lib/format";
import { useTexts } from "@/lib/i18n";
import { events } from "@/lib/i18n/areas/events";
import { Price } from "./Price";
import { SaleBadge } from "./SaleBadge";
import { type Event, saleOf } from "./sale";

/** An event in the list. The whole card leads to its page; the link is its name. */
export function EventCard({ event }: { event: Event }) {
  const texts = useTexts(events);
  const format = useFormat();
  const sale = saleOf(event, serverNow());
  return (
    <article className="relative flex h-full gap-4 rounded-lg border border-line bg-raised p-4 transition-colors hover:border-line-strong has-[a:focus-visible]:border-accent-ink">
      <CalendarLeaf event={event} />
      <div className="flex min-w-0 flex-1 flex-col gap-1">
        <h2 className="text-lg leading-snug font-semibold text-balance">
          <Link href={`/events/${event.id}`} prefetch={false} className="after:absolute after:inset-0 after:rounded-lg">
            {event.name}
          </Link>
        </h2>
        <p className="flex items-center gap-1.5 text-sm text-muted">
          <MapPin aria-hidden className="size-4 shrink-0" />
          <span className="min-w-0 truncate">{event.venue}</span>
        </p>
        <time dateTime={event.eventDate} className="text-sm text-muted">
          {format.date(event.eventDate, "short", event.timeZone)}
        </time>
        <p className="mt-1 line-clamp-2 text-sm text-pretty">{event.description}</p>
        <div className="mt-auto flex flex-wrap items-center justify-between gap-2 pt-3">
          <Price event={event} />
          {sale !== "open" && (
            <span className="flex flex-wrap items-center gap-2">
              {sale === "almostGone" && (
                <span className="text-sm text-muted">
                  {texts.seatsLeft(event.availableSeats, format.number(event.availableSeats))}
                </span>
              )}
              <SaleBadge sale={sale} />
            </span>
          )}
        </div>
      </div>
    </article>
  );
}

function CalendarLeaf({ event }: { event: Event }) {
  const { day, month, weekday } = useFormat().leaf(event.eventDate, event.timeZone);
  return (
    <div
      aria-hidden
      className="flex w-16 shrink-0 flex-col items-center self-start rounded-lg bg-sunken py-2 leading-tight"
    >
      <span className="text-xs font-medium text-accent-ink uppercase">{month}</span>
      <span className="text-2xl font-semibold">{day}</span>
      <span className="text-xs text-muted">{weekday}</span>
    </div>
  );
}
