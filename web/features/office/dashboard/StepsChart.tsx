"use client";

import { useState } from "react";
import { useFormat } from "@/lib/format";
import { useTexts } from "@/lib/i18n";
import { officeDashboard } from "@/lib/i18n/areas/office-dashboard";
import { BarChart, type Layer } from "../charts/BarChart";
import type { CountsAt, Step } from "../figures/figures";

// One in the other: what is paid stands in what was placed, and that in what was begun. They differ in width as well as in colour.
const looks: readonly (Layer & { key: Step["key"] })[] = [
  { key: "carts", width: 0.86, className: "fill-line-strong/45" },
  { key: "placed", width: 0.6, className: "fill-line-strong" },
  { key: "paid", width: 0.34, className: "fill-accent" },
];

/** Carts, orders and payments day by day, each inside the one before. */
export function StepsChart({ days }: { days: readonly CountsAt[] }) {
  const texts = useTexts(officeDashboard);
  const { date, number } = useFormat();
  const [pointed, setPointed] = useState<number | null>(null);
  const dayOf = ({ at }: CountsAt) => date(at, "dayOfYear", "UTC");
  const day = pointed === null ? undefined : days[pointed];
  const points = days.map((each) => ({ key: each.at, values: looks.map(({ key }) => each[key]), label: dayOf(each) }));
  return (
    <figure className="flex flex-col gap-3">
      <figcaption className="flex flex-wrap items-center gap-x-4 gap-y-1 text-sm text-muted tabular-nums">
        <span className="sr-only">{texts.stepsChart}</span>
        {looks.map(({ key, className }) => (
          <span key={key} className="inline-flex items-center gap-1.5">
            <svg aria-hidden viewBox="0 0 10 10" className="size-2.5">
              <rect width="10" height="10" rx="2" className={className} />
            </svg>
            {texts.columns[key]}
            {day && ` ${number(day[key])}`}
          </span>
        ))}
        {day && <span className="ml-auto">{dayOf(day)}</span>}
      </figcaption>
      <BarChart points={points} layers={looks} tick={number} whole onPoint={setPointed} />
    </figure>
  );
}
