"use client";

import Link from "next/link";
import { Badge, type Tone } from "@/components/ui/Badge";
import type { Column } from "@/components/ui/Table";
import { useFormat } from "@/lib/format";
import { useTexts } from "@/lib/i18n";
import { officeMails as area } from "@/lib/i18n/areas/office-mails";
import type { Mail } from "./useMails";

const tones: Record<Mail["status"], Tone> = { pending: "neutral", sent: "good", retrying: "warning", failed: "bad" };

/** What the list says of a mail; one about an order leads to it. */
export function useMailColumns(): Column<Mail>[] {
  const texts = useTexts(area);
  const { columns } = texts;
  const kinds: Readonly<Record<string, string>> = texts.kinds;
  return [
    {
      key: "to",
      header: columns.to,
      cell: ({ to }) => (to ? <span className="wrap-anywhere">{to}</span> : <i>{texts.unknownAddress}</i>),
    },
    { key: "kind", header: columns.kind, cell: ({ kind }) => kinds[kind] ?? kind },
    { key: "status", header: columns.status, cell: (mail) => <State mail={mail} /> },
    { key: "attempts", header: columns.attempts, numeric: true, wideOnly: true, cell: ({ attempts }) => attempts },
    { key: "when", header: columns.created, wideOnly: true, cell: ({ createdAt }) => <When at={createdAt} /> },
    { key: "sent", header: columns.sent, wideOnly: true, cell: ({ sentAt }) => sentAt && <When at={sentAt} /> },
    {
      key: "order",
      header: columns.order,
      cell: ({ orderId, to }) =>
        orderId && (
          <Link
            href={`/admin/orders/${orderId}`}
            prefetch={false}
            aria-label={texts.openOrderOf(to || texts.unknownAddress)}
            className="inline-flex min-h-9 items-center text-accent-ink underline underline-offset-4 pointer-coarse:min-h-11"
          >
            {texts.openOrder}
          </Link>
        ),
    },
  ];
}

function When({ at }: { at: string }) {
  const format = useFormat();
  return <span className="whitespace-nowrap tabular-nums">{format.date(at, "short")}</span>;
}

function State({ mail: { status, reason } }: { mail: Mail }) {
  const texts = useTexts(area);
  return (
    <span className="flex flex-col items-start gap-1">
      <Badge tone={tones[status]}>{texts.statuses[status]}</Badge>
      {reason && status !== "sent" && <span className="min-w-48 text-sm break-words text-muted">{reason}</span>}
    </span>
  );
}
