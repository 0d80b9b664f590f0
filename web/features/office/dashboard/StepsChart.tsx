"use client";

import { useState } from "react";
import { useFormat } from "@/lib/format";
import { useTexts } from "@/lib/i18n";
import { officeDashboard } from "@/lib/i18n/areas/office-dashboard";
import { BarChart, type Layer } from "../charts/BarChart";
import type { CountsAt, Step } from "../figures/figures";
import type { By } from "../figures/useFigures";
import { useTime } from "./useTime";

// One in the other: what is paid stands in what was placed, and that in what was begun. They differ in width as well as in colour.
const looks: readonly (Layer & { key: Step["key"] })[] = [
  { key: "carts", width: 0.86, className: "fill-line-strong/45" },
  { key: "placed", width: 0.6, className: "fill-line-strong" },
  { key: "paid", width: 0.34, className: "fill-accent" },
];

/** Carts, orders and payments over time, each inside the one before. */
export function StepsChart({ steps, by }: { steps: readonly CountsAt[]; by: By }) {
  const texts = useTexts(officeDashboard);
  const { number } = useFormat();
  const time = useTime(by);
  const [pointed, setPointed] = useState<number | null>(null);
  const one = pointed === null ? undefined : steps[pointed];
  const points = steps.map((each) => ({
    key: each.at,
    values: looks.map(({ key }) => each[key]),
    label: time.short(each.at),
  }));
  return (
    <figure className="flex flex-col gap-3">
      <figcaption className="flex flex-wrap items-center gap-x-4 gap-y-1 text-sm text-muted tabular-nums">
        <span className="sr-only">{texts.stepsChart[by]}</span>
        {looks.map(({ key, className }) => (
          <span key={key} className="inline-flex items-center gap-1.5">
            <svg aria-hidden viewBox="0 0 10 10" className="size-2.5">
              <rect width="10" height="10" rx="2" className={className} />
            </svg>
            {texts.columns[key]}
            {one && ` ${number(one[key])}`}
          </span>
        ))}
        {one && <span className="ml-auto">{time.short(one.at)}</span>}
      </figcaption>
      <BarChart points={points} layers={looks} tick={number} whole onPoint={setPointed} />
    </figure>
  );
}
