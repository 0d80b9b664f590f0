"use client";

import { useState } from "react";
import { Card } from "@/components/ui/Card";
import { Field } from "@/components/ui/Field";
import { Select } from "@/components/ui/Input";
import { useFormat } from "@/lib/format";
import { useTexts } from "@/lib/i18n";
import { officeDashboard } from "@/lib/i18n/areas/office-dashboard";
import { BarChart } from "../charts/BarChart";
import { bestOf, countsOver, totalCounts } from "../figures/figures";
import type { FiguresIn } from "../figures/useFigures";

/** Seats and money by day. */
export function SalesCharts({ figures }: { figures: readonly FiguresIn[] }) {
  const texts = useTexts(officeDashboard);
  const { money, number } = useFormat();
  const [wanted, setWanted] = useState("");
  const shown = figures.find(({ currency }) => currency === wanted) ?? figures[0];
  const { seats } = totalCounts(figures);
  if (!shown || (seats === 0 && figures.every(({ totals }) => totals.paid === 0))) return <Quiet />;
  const price = (amount: number) => money(amount, shown.currency);
  return (
    <div className="grid grid-cols-1 gap-6 xl:grid-cols-2">
      <DayChart
        title={texts.seatsChart}
        total={texts.seatsSum(number(seats))}
        days={countsOver(figures).map(({ at, seats: value }) => ({ at, value }))}
        tell={number}
        whole
      />
      <DayChart
        title={figures.length > 1 ? texts.revenueChartIn(shown.currency) : texts.revenueChart}
        total={texts.sum(price(shown.totals.revenue))}
        days={shown.over.map(({ at, revenue: value }) => ({ at, value }))}
        tell={price}
      >
        {figures.length > 1 && (
          <CurrencySelect
            value={shown.currency}
            currencies={figures.map(({ currency }) => currency)}
            onChange={setWanted}
          />
        )}
      </DayChart>
    </div>
  );
}

type DayChartProps = {
  title: string;
  total: string;
  days: readonly { at: string; value: number }[];
  tell: (value: number) => string;
  whole?: boolean;
  children?: React.ReactNode;
};

/** A chart with its sum and its best day in words; a day that is pointed at takes their place. */
function DayChart({ title, total, days, tell, whole = false, children }: DayChartProps) {
  const texts = useTexts(officeDashboard);
  const { date } = useFormat();
  const [pointed, setPointed] = useState<number | null>(null);
  const dayOf = (index: number) => date(days[index]?.at ?? "", "dayOfYear", "UTC");
  const best = bestOf(days.map(({ value }) => value));
  const at = pointed === null ? undefined : days[pointed];
  const summary = best === null ? total : `${total}, ${texts.best(tell(days[best]?.value ?? 0), dayOf(best))}`;
  const points = days.map(({ at, value }, index) => ({ key: at, value, label: dayOf(index) }));
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

type CurrencyProps = { value: string; currencies: readonly string[]; onChange: (currency: string) => void };

function CurrencySelect({ value, currencies, onChange }: CurrencyProps) {
  const texts = useTexts(officeDashboard);
  return (
    <Field label={texts.currency} labelHidden className="w-24 shrink-0">
      {(control) => (
        <Select {...control} value={value} onChange={(event) => onChange(event.target.value)}>
          {currencies.map((currency) => (
            <option key={currency}>{currency}</option>
          ))}
        </Select>
      )}
    </Field>
  );
}

function Quiet() {
  const texts = useTexts(officeDashboard);
  return (
    <Card className="flex flex-col items-center gap-1 py-10 text-center">
      <h2 className="font-semibold">{texts.quietTitle}</h2>
      <p className="text-muted">{texts.quietText}</p>
    </Card>
  );
}
