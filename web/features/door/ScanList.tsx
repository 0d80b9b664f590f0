"use client";

import { Undo2, Users } from "lucide-react";
import { Badge, type Tone } from "@/components/ui/Badge";
import { Button } from "@/components/ui/Button";
import { EmptyState } from "@/components/ui/EmptyState";
import { useFormat } from "@/lib/format";
import { useTexts } from "@/lib/i18n";
import { door as area } from "@/lib/i18n/areas/door";
import type { Scan } from "./store/records";
import { nameOf, reasonOf, type Standing, standingOf, timeText } from "./words";

const shown = 20; // the last ones

const tones: Record<Standing, Tone> = {
  admitted: "good",
  refused: "bad",
  conflict: "bad",
  look: "warning",
  undone: "neutral",
};

type Props = { scans: readonly Scan[]; timeZone: string; onUndo: (scan: Scan) => void };

/** The last scans with what became of them, and the way to take one back. */
export function ScanList({ scans, timeZone, onUndo }: Props) {
  const texts = useTexts(area).scans;
  const admitted = scans.filter((scan) => standingOf(scan) === "admitted").length;
  return (
    <section className="flex flex-col gap-3">
      <header className="flex items-baseline justify-between gap-3">
        <h2 className="text-lg font-semibold">{texts.title}</h2>
        {admitted > 0 && <p className="text-sm text-muted tabular-nums">{texts.admitted(admitted)}</p>}
      </header>
      {scans.length === 0 ? (
        <EmptyState icon={Users} title={texts.none} heading="h3">
          {texts.noneText}
        </EmptyState>
      ) : (
        <ol className="flex flex-col divide-y divide-line rounded-lg border border-line bg-raised">
          {scans.slice(0, shown).map((scan) => (
            <Line key={scan.id} scan={scan} timeZone={timeZone} onUndo={onUndo} />
          ))}
        </ol>
      )}
    </section>
  );
}

function Line({ scan, timeZone, onUndo }: Omit<Props, "scans"> & { scan: Scan }) {
  const texts = useTexts(area);
  const format = useFormat();
  const standing = standingOf(scan);
  const reason = reasonOf(scan, texts, format, timeZone);
  return (
    <li className="flex items-center gap-3 px-4 py-2">
      <div className="flex min-w-0 flex-1 flex-col gap-1 py-1">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <strong className="font-medium wrap-break-word">{nameOf(scan)}</strong>
          <Badge tone={tones[standing]}>{texts.verdict[standing]}</Badge>
          {scan.sync === "waiting" && <Badge tone="warning">{texts.scans.waiting}</Badge>}
        </p>
        <p className="text-sm text-pretty text-muted">
          {[timeText(scan.at, format, timeZone), scan.seat && scan.ticketNumber, reason].filter(Boolean).join(" · ")}
        </p>
      </div>
      {standing === "admitted" && (
        <Button
          kind="quiet"
          size="icon"
          title={texts.scans.undo}
          aria-label={texts.scans.undoNamed(nameOf(scan))}
          onClick={() => onUndo(scan)}
        >
          <Undo2 aria-hidden className="size-5" />
        </Button>
      )}
    </li>
  );
}
