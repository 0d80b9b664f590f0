"use client";

import { Card } from "@/components/ui/Card";
import { useFormat } from "@/lib/format";
import { useTexts } from "@/lib/i18n";
import { officeDashboard } from "@/lib/i18n/areas/office-dashboard";
import { countsOver, type Step, stepsOf, tellShare, totalCounts } from "../figures/figures";
import type { By, FiguresIn } from "../figures/useFigures";
import { StepsChart } from "./StepsChart";

/** How many carts became orders, and how many of those were paid. */
export function Conversion({ figures, by }: { figures: readonly FiguresIn[]; by: By }) {
  const texts = useTexts(officeDashboard);
  const { number } = useFormat();
  const counts = totalCounts(figures);
  const steps = stepsOf(counts);
  const most = Math.max(1, ...steps.map(({ count }) => count));
  return (
    <Card className="flex flex-col gap-4">
      <header>
        <h2 className="text-lg font-semibold">{texts.conversion}</h2>
        <p className="text-sm text-pretty text-muted">{texts.conversionText}</p>
      </header>
      <ol className="flex flex-col gap-4">
        {steps.map((step) => (
          <StepLine key={step.key} step={step} most={most} />
        ))}
      </ol>
      {counts.carts + counts.placed + counts.paid > 0 && <StepsChart steps={countsOver(figures)} by={by} />}
      <p className="text-sm text-muted tabular-nums">{texts.lost(number(counts.cancelled), number(counts.refunded))}</p>
    </Card>
  );
}

function StepLine({ step, most }: { step: Step; most: number }) {
  const texts = useTexts(officeDashboard);
  const { number, percent } = useFormat();
  return (
    <li className="flex flex-col gap-1.5">
      <p className="flex flex-wrap items-baseline justify-between gap-x-4">
        <span className="font-medium">{texts.steps[step.key]}</span>
        <span className="tabular-nums">
          {step.ofBefore !== null && (
            <span className="mr-3 text-sm text-muted">{texts.ofBefore(tellShare(step.ofBefore, percent))}</span>
          )}
          <span className="font-semibold">{number(step.count)}</span>
        </span>
      </p>
      <svg aria-hidden viewBox="0 0 100 1" preserveAspectRatio="none" className="h-3 w-full rounded bg-sunken">
        <rect width={(100 * step.count) / most} height="1" className="fill-accent" />
      </svg>
    </li>
  );
}
