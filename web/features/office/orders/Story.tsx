"use client";

import { Check, CircleSlash, LoaderCircle, X } from "lucide-react";
import { Card } from "@/components/ui/Card";
import { useFormat } from "@/lib/format";
import { useTexts } from "@/lib/i18n";
import { officeMails } from "@/lib/i18n/areas/office-mails";
import { officeOrders as area } from "@/lib/i18n/areas/office-orders";
import type { Order, Refund } from "./order";
import { named, timelineOf } from "./timeline";
import { useTickets } from "./useOrder";

const marks = { done: Check, bad: X, over: CircleSlash, now: LoaderCircle };
const colors = { done: "text-good-ink", bad: "text-danger-ink", over: "text-muted", now: "text-muted" };

/** What happened to the order, and when by the reader's clock. */
export function Story({ order, refund }: { order: Order; refund: Refund | null }) {
  const texts = useTexts(area);
  const mails = useTexts(officeMails);
  const format = useFormat();
  const tickets = useTickets(order).data ?? [];
  const moments = timelineOf(order, refund, tickets, {
    texts,
    format,
    mailKind: (kind) => named(mails.kinds, kind) ?? kind,
    mailStatus: (status) => mails.statuses[status],
  });
  return (
    <Card className="flex flex-col gap-3">
      <h2 className="text-lg font-semibold">{texts.story.title}</h2>
      <ol className="flex flex-col gap-3">
        {moments.map(({ key, mark, at, text }) => {
          const Mark = marks[mark];
          return (
            <li key={key} className="flex gap-3">
              <Mark aria-hidden className={`mt-0.5 size-5 shrink-0 ${colors[mark]}`} />
              <div className="min-w-0">
                <p className="break-words">
                  {text}
                  <span className="sr-only">, {texts.story.marks[mark]}</span>
                </p>
                {at && (
                  <time dateTime={at} className="text-sm text-muted tabular-nums">
                    {format.date(at, "short")}
                  </time>
                )}
              </div>
            </li>
          );
        })}
      </ol>
    </Card>
  );
}
