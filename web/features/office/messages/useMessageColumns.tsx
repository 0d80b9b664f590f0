"use client";

import type { Column } from "@/components/ui/Table";
import { useFormat } from "@/lib/format";
import { useTexts } from "@/lib/i18n";
import { officeMessages as area } from "@/lib/i18n/areas/office-messages";
import type { Message } from "./message";

/** What the list says of a message; its name opens it. */
export function useMessageColumns(onOpen: (message: Message) => void): Column<Message>[] {
  const texts = useTexts(area);
  const format = useFormat();
  const { columns, contexts } = texts;
  return [
    {
      key: "topic",
      header: columns.topic,
      cell: (message) => (
        <button
          type="button"
          aria-haspopup="dialog"
          aria-label={texts.open(message.topic, contexts[message.context])}
          onClick={() => onOpen(message)}
          className="inline-flex min-h-9 items-center text-left whitespace-nowrap text-accent-ink underline underline-offset-4 pointer-coarse:min-h-11"
        >
          {message.topic}
        </button>
      ),
    },
    { key: "context", header: columns.context, cell: ({ context }) => contexts[context] },
    {
      key: "reason",
      header: columns.reason,
      cell: ({ reason }) => <span className="line-clamp-2 min-w-48 break-words">{reason}</span>,
    },
    { key: "attempts", header: columns.attempts, numeric: true, wideOnly: true, cell: ({ attempts }) => attempts },
    {
      key: "since",
      header: columns.since,
      wideOnly: true,
      cell: ({ since }) => <span className="whitespace-nowrap tabular-nums">{format.date(since, "short")}</span>,
    },
  ];
}
