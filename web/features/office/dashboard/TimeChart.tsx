"use client";

import { type ReactNode, useState } from "react";
import { Card } from "@/components/ui/Card";
import { useTexts } from "@/lib/i18n";
import { officeDashboard } from "@/lib/i18n/areas/office-dashboard";
import { BarChart } from "../charts/BarChart";
import { bestOf } from "../figures/figures";
import type { By } from "../figures/useFigures";
import { useTime } from "./useTime";

type TimeChartProps = {
  title: string;
  total: string;
  steps: readonly { at: string; value: number }[];
  by: By;
  tell: (value: number) => string;
  whole?: boolean;
  children?: ReactNode;
};

/** A chart with its sum and its best step in words; one that is pointed at takes their place. */
export function TimeChart({ title, total, steps, by, tell, whole = false, children }: TimeChartProps) {
  const texts = useTexts(officeDashboard);
  const time = useTime(by);
  const [pointed, setPointed] = useState<number | null>(null);
  const timeOf = (index: number) => time.short(steps[index]?.at ?? "");
  const best = bestOf(steps.map(({ value }) => value));
  const at = pointed === null ? undefined : steps[pointed];
  const summary = best === null ? total : `${total}, ${texts.best(tell(steps[best]?.value ?? 0), timeOf(best))}`;
  const points = steps.map(({ at, value }, index) => ({ key: at, values: [value], label: timeOf(index) }));
  return (
    <Card>
      <figure className="flex flex-col gap-3">
        <figcaption className="flex min-h-14 items-start justify-between gap-3">
          <div className="min-w-0">
            <h2 className="font-semibold">{title}</h2>
            <p className="text-sm text-muted tabular-nums">
              {at && pointed !== null ? texts.at(timeOf(pointed), tell(at.value)) : summary}
            </p>
          </div>
          {children}
        </figcaption>
        <BarChart points={points} tick={tell} whole={whole} onPoint={setPointed} />
      </figure>
    </Card>
  );
}
