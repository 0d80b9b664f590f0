"use client";

import { ArrowLeft, CalendarDays, MapPin } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { NotFound } from "@/components/shell/NotFound";
import { Answered } from "@/components/ui/Answered";
import { Loading } from "@/components/ui/Loading";
import { Skeleton } from "@/components/ui/Skeleton";
import { Written } from "@/components/ui/Written";
import { serverNow } from "@/lib/clock/clock";
import { useFormat } from "@/lib/format";
import { useTexts } from "@/lib/i18n";
import { events } from "@/lib/i18n/areas/events";
import { useTitle } from "@/lib/title";
import { Price } from "./Price";
import { useEvent } from "./queries";
import { SaleBadge } from "./SaleBadge";
import { type Event, saleOf } from "./sale";

type EventPageProps = {
  /** Null until the address is known. */
  id: string | null;
  /** What stands below the head: the seat map, or the way into the line. */
  seats?: (event: Event) => ReactNode;
  /** Free seats as somebody counts them who knows better than the event that was read: the live map. */
  left?: number | null;
};

/** An event: what, when, where, how much, how many seats are left, and its seats. */
export function EventPage({ id, seats, left = null }: EventPageProps) {
  const texts = useTexts(events);
  const query = useEvent(id);
  useTitle(query.data?.name);
  const missing = <NotFound title={texts.missingTitle} text={texts.missingText} />;
  return (
    <Answered query={query} loading={<Waiting />} missing={missing}>
      {(event) => (
        <div className="flex flex-col gap-6">
          <EventHead event={left === null ? event : { ...event, availableSeats: left }} />
          {seats && <section aria-label={texts.seats}>{seats(event)}</section>}
        </div>
      )}
    </Answered>
  );
}

function EventHead({ event }: { event: Event }) {
  const texts = useTexts(events);
  return (
    <header className="flex flex-col gap-3">
      <Link
        href="/"
        prefetch={false}
        className="-ml-2 flex min-h-11 items-center gap-1 self-start rounded-lg px-2 text-sm text-muted hover:text-ink"
      >
        <ArrowLeft aria-hidden className="size-4" />
        {texts.allEvents}
      </Link>
      <div className="flex flex-wrap items-start justify-between gap-3">
        <h1 className="text-3xl font-semibold tracking-tight text-balance">{event.name}</h1>
        <SaleBadge sale={saleOf(event, serverNow())} />
      </div>
      <Facts event={event} />
      <p className="max-w-prose text-pretty">{event.description}</p>
      <Availability event={event} />
    </header>
  );
}

function Facts({ event }: { event: Event }) {
  const texts = useTexts(events);
  const format = useFormat();
  return (
    <div className="flex flex-wrap gap-x-6 gap-y-2">
      <p className="flex items-center gap-2">
        <CalendarDays aria-hidden className="size-5 shrink-0 text-muted" />
        <span>
          <time dateTime={event.eventDate} title={texts.localTime}>
            {format.date(event.eventDate, "full", event.timeZone)}
          </time>{" "}
          <span className="whitespace-nowrap text-muted">({format.relative(event.eventDate)})</span>
        </span>
      </p>
      <p className="flex items-center gap-2">
        <MapPin aria-hidden className="size-5 shrink-0 text-muted" />
        {event.venue}
      </p>
    </div>
  );
}

function Availability({ event }: { event: Event }) {
  const texts = useTexts(events);
  const format = useFormat();
  const sale = saleOf(event, serverNow());
  const selling = sale === "open" || sale === "almostGone" || sale === "soldOut";
  return (
    <p className="flex flex-wrap items-baseline gap-x-3 gap-y-1 text-muted">
      <span className="text-lg text-ink">
        <Price event={event} />
      </span>
      <span>{texts.perSeat}</span>
      {selling && <span>{texts.seatsOf(format.number(event.availableSeats), format.number(event.totalSeats))}</span>}
      {sale === "notOpen" && event.saleOpensAt && (
        <span>{texts.opens(format.date(event.saleOpensAt, "short", event.timeZone))}</span>
      )}
      {selling && event.saleClosesAt && (
        <span>{texts.closes(format.date(event.saleClosesAt, "short", event.timeZone))}</span>
      )}
      {event.maxPerCustomer !== null && <span>{texts.perPerson(event.maxPerCustomer)}</span>}
    </p>
  );
}

/** The server wrote the event's head in as it served the page: it is there to read before the script is, and without it. */
function Waiting() {
  return (
    <div className="flex flex-col gap-6">
      <Written className="[&_article]:flex [&_article]:flex-col [&_article]:gap-3 [&_h1]:text-3xl [&_h1]:font-semibold [&_h1]:tracking-tight [&_h1]:text-balance [&_p]:max-w-prose [&_p]:text-pretty [&_a]:flex [&_a]:min-h-11 [&_a]:items-center [&_a]:text-sm [&_a]:text-muted" />
      <Loading className="flex flex-col gap-4 noscript:hidden">
        <div className="flex flex-col gap-4 in-[#written:not(:empty)~*]:hidden">
          <Skeleton className="h-11 w-28" />
          <Skeleton className="h-10 w-2/3" />
          <Skeleton className="h-6 w-1/2" />
          <Skeleton className="h-24" />
        </div>
        <Skeleton className="h-96" />
      </Loading>
    </div>
  );
}
