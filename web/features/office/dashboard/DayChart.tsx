"use client";

import { type ReactNode, useState } from "react";
import { Card } from "@/components/ui/Card";
import { useFormat } from "@/lib/format";
import { useTexts } from "@/lib/i18n";
import { officeDashboard } from "@/lib/i18n/areas/office-dashboard";
import { BarChart } from "../charts/BarChart";
import { bestOf } from "../figures/figures";

type DayChartProps = {
  title: string;
  total: string;
  days: readonly { at: string; value: number }[];
  tell: (value: number) => string;
  whole?: boolean;
  children?: ReactNode;
};

/** A chart with its sum and its best day in words; a day that is pointed at takes their place. */
export function DayChart({ title, total, days, tell, whole = false, children }: DayChartProps) {
  const texts = useTexts(officeDashboard);
  const { date } = useFormat();
  const [pointed, setPointed] = useState<number | null>(null);
  const dayOf = (index: number) => date(days[index]?.at ?? "", "dayOfYear", "UTC");
  const best = bestOf(days.map(({ value }) => value));
  const at = pointed === null ? undefined : days[pointed];
  const summary = best === null ? total : `${total}, ${texts.best(tell(days[best]?.value ?? 0), dayOf(best))}`;
  const points = days.map(({ at, value }, index) => ({ key: at, values: [value], label: dayOf(index) }));
  return (
    <Card>
      <figure className="flex flex-col gap-3">
        <figcaption className="flex min-h-14 items-start justify-between gap-3">
          <div className="min-w-0">
            <h2 className="font-semibold">{title}</h2>
            <p className="text-sm text-muted tabular-nums">
              {at && pointed !== null ? texts.onDay(dayOf(pointed), tell(at.value)) : summary}
            </p>
          </div>
          {children}
        </figcaption>
        <BarChart points={points} tick={tell} whole={whole} onPoint={setPointed} />
      </figure>
    </Card>
  );
}
