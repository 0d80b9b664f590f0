"use client";

import { Alert } from "@/components/ui/Alert";
import { Button } from "@/components/ui/Button";
import { useFormat } from "@/lib/format";
import { useTexts } from "@/lib/i18n";
import { door as area } from "@/lib/i18n/areas/door";
import type { Scan } from "./store/records";
import { nameOf, reasonOf, timeText } from "./words";

type Props = { scans: readonly Scan[]; timeZone: string; onSeen: (scan: Scan) => void };

/** Who was let in here without network although the ticket had been used or was void; until somebody has seen it. */
export function Conflicts({ scans, timeZone, onSeen }: Props) {
  const texts = useTexts(area);
  const format = useFormat();
  const unseen = scans.filter(({ sync, seen }) => sync === "conflict" && !seen);
  if (unseen.length === 0) return null;
  return (
    <Alert tone="bad" title={texts.conflicts.title(unseen.length)}>
      {texts.conflicts.text}
      <ul className="mt-2 flex flex-col gap-2">
        {unseen.map((scan) => (
          <li key={scan.id} className="flex flex-wrap items-center justify-between gap-2">
            <span className="min-w-0">
              <strong className="block font-medium">
                {texts.conflicts.line(nameOf(scan), scan.ticketNumber, timeText(scan.at, format, timeZone))}
              </strong>
              {reasonOf(scan, texts, format, timeZone)}
            </span>
            <Button kind="secondary" size="small" onClick={() => onSeen(scan)}>
              {texts.conflicts.dismiss}
            </Button>
          </li>
        ))}
      </ul>
    </Alert>
  );
}
