"use client";

import { CircleCheckBig, Hourglass, type LucideIcon, OctagonX, ScanLine, TriangleAlert, Undo2 } from "lucide-react";
import type { ReactNode } from "react";
import { classes } from "@/lib/classes";
import { useFormat } from "@/lib/format";
import { useTexts } from "@/lib/i18n";
import { door as area } from "@/lib/i18n/areas/door";
import type { Scan } from "./store/records";
import { nameOf, reasonOf, type Standing, standingOf } from "./words";

type Look = { icon: LucideIcon; color: string };

const looks: Record<Standing, Look> = {
  admitted: { icon: CircleCheckBig, color: "bg-accent text-on-accent" },
  refused: { icon: OctagonX, color: "bg-danger text-on-danger" },
  conflict: { icon: OctagonX, color: "bg-danger text-on-danger" },
  look: { icon: TriangleAlert, color: "bg-amber-400 text-black" },
  undone: { icon: Undo2, color: "bg-sunken text-ink" },
};
const ready: Look = { icon: ScanLine, color: "bg-sunken text-ink" };
const waits: Look = { icon: Hourglass, color: "bg-ink text-surface" };

type Props = { scan: Scan | null; asking: boolean; failed: boolean; timeZone: string; onUndo: (scan: Scan) => void };

/** What to do about the person at the door, large enough for an arm's length. */
export function VerdictPanel({ scan, asking, failed, timeZone, onUndo }: Props) {
  const texts = useTexts(area);
  const format = useFormat();
  const { verdict } = texts;
  if (asking) return <Panel look={waits} head={verdict.asking} lines={[verdict.askingText]} />;
  if (failed) return <Panel look={looks.look} head={verdict.look} lines={[verdict.failed]} />;
  if (!scan) return <Panel look={ready} head={verdict.ready} lines={[verdict.readyText]} />;

  const standing = standingOf(scan);
  const lines = {
    admitted: [scan.holder, scan.sync === "waiting" && verdict.unconfirmed],
    undone: [],
    refused: [reasonOf(scan, texts, format, timeZone)],
    conflict: [reasonOf(scan, texts, format, timeZone)],
    look: [reasonOf(scan, texts, format, timeZone)],
  }[standing];
  const seat = scan.seat || scan.ticketNumber;
  return (
    <Panel
      look={looks[standing]}
      head={verdict[standing]}
      seat={seat}
      lines={[...lines, scan.seat && scan.ticketNumber]}
    >
      {standing === "admitted" && <Undo name={nameOf(scan)} onUndo={() => onUndo(scan)} />}
    </Panel>
  );
}

function Undo({ name, onUndo }: { name: string; onUndo: () => void }) {
  const texts = useTexts(area).scans;
  return (
    <button
      type="button"
      onClick={onUndo}
      aria-label={texts.undoNamed(name)}
      className="flex min-h-11 shrink-0 items-center gap-2 rounded-lg border border-current px-4 font-medium hover:bg-black/15 focus-visible:outline-current"
    >
      <Undo2 aria-hidden className="size-5" />
      {texts.undo}
    </button>
  );
}

type PanelProps = {
  look: Look;
  head: string;
  seat?: string;
  lines: (string | false)[];
  children?: ReactNode;
};

function Panel({ look: { icon: Icon, color }, head, seat, lines, children }: PanelProps) {
  return (
    <section
      data-testid="verdict"
      className={classes("flex min-h-56 flex-col justify-center gap-3 rounded-lg p-5 sm:min-h-64", color)}
    >
      <div className="flex items-center gap-4">
        <Icon aria-hidden className="size-14 shrink-0 sm:size-16" strokeWidth={2.25} />
        <h2 className="text-3xl font-bold tracking-tight text-balance sm:text-4xl">{head}</h2>
      </div>
      {seat && <p className="text-4xl font-bold tracking-tight wrap-break-word tabular-nums sm:text-5xl">{seat}</p>}
      <div className="flex items-end justify-between gap-3">
        <div className="min-w-0">
          {lines.filter(Boolean).map((line) => (
            <p key={String(line)} className="text-lg text-pretty">
              {line}
            </p>
          ))}
        </div>
        {children}
      </div>
    </section>
  );
}
