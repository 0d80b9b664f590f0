"use client";

import { Armchair, Pencil } from "lucide-react";
import Link from "next/link";
import { ButtonLink } from "@/components/ui/Button";
import { type Column, Table } from "@/components/ui/Table";
import { type Format, useFormat } from "@/lib/format";
import { useTexts } from "@/lib/i18n";
import { officeEvents } from "@/lib/i18n/areas/office-events";
import { useRole } from "@/lib/session";
import { manages } from "../shell/access";
import type { ListedEvent } from "./event";
import { SoldBar } from "./SoldBar";
import { StandingBadge } from "./StandingBadge";

type Texts = ReturnType<typeof useTexts<(typeof officeEvents)["en"]>>;

export function EventTable({ events }: { events: readonly ListedEvent[] }) {
  const texts = useTexts(officeEvents);
  const format = useFormat();
  const role = useRole();
  const columns = columnsFor(texts, format);
  if (role && manages(role)) {
    columns.push({ key: "actions", header: texts.columns.actions, cell: (event) => <Actions event={event} /> });
  }
  return <Table caption={texts.title} columns={columns} rows={events} rowKey={(event) => event.id} />;
}

function columnsFor(texts: Texts, format: Format): Column<ListedEvent>[] {
  const { columns } = texts;
  return [
    { key: "name", header: columns.name, cell: (event) => <Name event={event} /> },
    { key: "standing", header: columns.standing, cell: (event) => <StandingBadge event={event} /> },
    { key: "sold", header: columns.sold, cell: (event) => <Sold event={event} /> },
    {
      key: "revenue",
      header: columns.revenue,
      cell: (event) => format.money(event.revenue ?? 0, event.currency),
      numeric: true,
      wideOnly: true,
    },
    {
      key: "price",
      header: columns.price,
      cell: (event) => format.money(event.basePrice, event.currency),
      numeric: true,
      wideOnly: true,
    },
  ];
}

function Name({ event }: { event: ListedEvent }) {
  const format = useFormat();
  return (
    <div className="flex min-w-44 flex-col py-1 lg:min-w-64">
      <Link
        href={`/admin/events/${event.id}`}
        prefetch={false}
        className="font-semibold underline-offset-4 hover:underline"
      >
        {event.name}
      </Link>
      <span className="text-sm font-normal text-muted">
        {format.date(event.eventDate, "day", event.timeZone)}, {format.date(event.eventDate, "time", event.timeZone)}
      </span>
      <span className="text-sm font-normal text-muted">{event.venue}</span>
    </div>
  );
}

function Sold({ event }: { event: ListedEvent }) {
  const texts = useTexts(officeEvents);
  const { number } = useFormat();
  return (
    <div className="flex min-w-28 flex-col gap-1.5">
      <span className="text-sm whitespace-nowrap tabular-nums">
        {texts.soldOf(number(event.soldSeats), number(event.totalSeats))}
      </span>
      <SoldBar event={event} />
    </div>
  );
}

function Actions({ event }: { event: ListedEvent }) {
  const texts = useTexts(officeEvents);
  const at = `/admin/events/${event.id}`;
  if (event.status === "cancelled") return null;
  return (
    <div className="flex gap-2">
      <ButtonLink
        kind="secondary"
        size="small"
        href={`${at}/edit`}
        prefetch={false}
        aria-label={texts.editOf(event.name)}
      >
        <Pencil aria-hidden className="size-4" />
        {texts.edit}
      </ButtonLink>
      <ButtonLink
        kind="secondary"
        size="small"
        href={`${at}/seats`}
        prefetch={false}
        aria-label={texts.seatsOf(event.name)}
      >
        <Armchair aria-hidden className="size-4" />
        {texts.seats}
      </ButtonLink>
    </div>
  );
}
