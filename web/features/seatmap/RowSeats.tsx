"use client";

import { Accessibility, Check, UserPlus, X } from "lucide-react";
import { type KeyboardEvent, useRef, useState } from "react";
import { isTakeable, showingOf } from "@/components/plan/model/look";
import type { SeatMap } from "@/components/plan/model/map";
import { type Row, seatLabel } from "@/components/plan/model/plan";
import { classes } from "@/lib/classes";
import type { Choice } from "./useChoice";
import { useSeatWords } from "./words";

type RowSeatsProps = { map: SeatMap; mask: Uint8Array | null; row: Row; choice: Choice; label: string };

const looks = {
  available: "border-seat-available bg-seat-available text-raised",
  wheelchair: "border-seat-available bg-seat-available text-raised",
  companion: "border-seat-available bg-seat-available text-raised",
  mine: "rounded-full border-seat-mine bg-seat-mine text-raised",
  held: "border-dashed border-seat-held text-muted",
  sold: "border-seat-sold text-muted line-through",
  off: "border-transparent text-muted",
};

const marks = {
  wheelchair: Accessibility,
  companion: UserPlus,
  mine: Check,
  held: X,
  available: null,
  sold: null,
  off: null,
};

/** A row's seats as buttons, one stop of the Tab key: the arrow keys go along it. */
export function RowSeats({ map, mask, row, choice, label }: RowSeatsProps) {
  const words = useSeatWords();
  const [current, setCurrent] = useState(row.first);
  const list = useRef<HTMLDivElement>(null);
  const active = current >= row.first && current < row.first + row.count ? current : row.first;
  const move = (event: KeyboardEvent) => {
    const last = row.first + row.count - 1;
    const steps: Record<string, number> = { ArrowLeft: active - 1, ArrowRight: active + 1, Home: row.first, End: last };
    const next = steps[event.key];
    if (next === undefined) return;
    event.preventDefault();
    const to = Math.min(last, Math.max(row.first, next));
    setCurrent(to);
    list.current?.querySelectorAll("button")[to - row.first]?.focus();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form's fields
    <div ref={list} role="group" aria-label={label} onKeyDown={move} className="flex flex-wrap gap-1">
      {Array.from({ length: row.count }, (_, place) => row.first + place).map((seat) => {
        const state = showingOf(map, seat, choice.mine);
        const Mark = marks[state];
        return (
          <button
            key={seat}
            type="button"
            tabIndex={seat === active ? 0 : -1}
            aria-label={words.full(map, seat, choice.mine)}
            aria-pressed={state === "mine"}
            aria-disabled={!isTakeable(state) || !choice.selling}
            onFocus={() => setCurrent(seat)}
            onClick={() => void choice.tap(seat)}
            className={classes(
              "flex size-11 items-center justify-center gap-0.5 rounded-lg border-2 text-sm font-medium",
              looks[state],
              mask && !mask[seat] && state !== "mine" && "opacity-30",
            )}
          >
            {Mark && <Mark aria-hidden className="size-4" />}
            {seatLabel(map.plan, seat)}
          </button>
        );
      })}
    </div>
  );
}
