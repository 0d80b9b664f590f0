"use client";

import Link from "next/link";
import { Badge, type Tone } from "@/components/ui/Badge";
import type { Column } from "@/components/ui/Table";
import { useFormat } from "@/lib/format";
import { useTexts } from "@/lib/i18n";
import { officeAttendees as area } from "@/lib/i18n/areas/office-attendees";
import type { Attendee } from "./useAttendees";

const tones: Record<Attendee["status"], Tone> = { valid: "neutral", used: "good", cancelled: "bad" };

/** What the list says of a ticket and whoever has it. */
export function useAttendeeColumns(): Column<Attendee>[] {
  const texts = useTexts(area);
  const format = useFormat();
  const { columns } = texts;
  return [
    { key: "holder", header: columns.holder, cell: (attendee) => <Holder attendee={attendee} /> },
    {
      key: "seat",
      header: columns.seat,
      wideOnly: true,
      cell: ({ sectionCode, row, seat }) => texts.seat(sectionCode, row, seat),
    },
    {
      key: "status",
      header: columns.status,
      cell: ({ status }) => <Badge tone={tones[status]}>{texts.statuses[status]}</Badge>,
    },
    {
      key: "ticket",
      header: columns.ticket,
      wideOnly: true,
      cell: ({ ticketNumber }) => <span className="whitespace-nowrap tabular-nums">{ticketNumber}</span>,
    },
    {
      key: "price",
      header: columns.price,
      numeric: true,
      cell: ({ price, currency }) => format.money(price, currency),
    },
    {
      key: "admitted",
      header: columns.admitted,
      wideOnly: true,
      cell: ({ admittedAt, gate }) =>
        admittedAt && (
          <span className="whitespace-nowrap tabular-nums">
            {[format.date(admittedAt, "short"), gate].filter(Boolean).join(" · ")}
          </span>
        ),
    },
  ];
}

/** Who has the ticket and, where there is no room for a column of it, which seat. */
function Holder({ attendee }: { attendee: Attendee }) {
  const texts = useTexts(area);
  const { holder, email, orderId, orderNumber, sectionCode, row, seat } = attendee;
  const name = holder || email || texts.noName;
  return (
    <span className="flex min-w-40 flex-col items-start">
      <Link
        href={`/admin/orders/${orderId}`}
        prefetch={false}
        aria-label={texts.orderOf(name, orderNumber)}
        className="inline-flex min-h-9 items-center text-accent-ink underline underline-offset-4 pointer-coarse:min-h-11"
      >
        {name}
      </Link>
      {holder && email && <span className="text-sm font-normal wrap-anywhere text-muted">{email}</span>}
      <span className="text-sm font-normal md:hidden">{texts.seat(sectionCode, row, seat)}</span>
    </span>
  );
}
