"use client";

import { useState } from "react";
import { Card } from "@/components/ui/Card";
import { Field } from "@/components/ui/Field";
import { Select } from "@/components/ui/Input";
import { useFormat } from "@/lib/format";
import { useTexts } from "@/lib/i18n";
import { officeDashboard } from "@/lib/i18n/areas/office-dashboard";
import { countsOver, totalCounts } from "../figures/figures";
import type { By, FiguresIn } from "../figures/useFigures";
import { TimeChart } from "./TimeChart";

/** Seats and money over time. */
export function SalesCharts({ figures, by }: { figures: readonly FiguresIn[]; by: By }) {
  const texts = useTexts(officeDashboard);
  const { money, number } = useFormat();
  const [wanted, setWanted] = useState("");
  const shown = figures.find(({ currency }) => currency === wanted) ?? figures[0];
  const { seats } = totalCounts(figures);
  if (!shown || (seats === 0 && figures.every(({ totals }) => totals.paid === 0))) return <Quiet />;
  const price = (amount: number) => money(amount, shown.currency);
  return (
    <div className="grid grid-cols-1 gap-6 xl:grid-cols-2">
      <TimeChart
        title={texts.seatsChart[by]}
        total={texts.seatsSum(number(seats))}
        by={by}
        steps={countsOver(figures).map(({ at, seats: value }) => ({ at, value }))}
        tell={number}
        whole
      />
      <TimeChart
        title={texts.revenueChart[by]}
        total={texts.sum(price(shown.totals.revenue))}
        by={by}
        steps={shown.over.map(({ at, revenue: value }) => ({ at, value }))}
        tell={price}
      >
        {figures.length > 1 && (
          <CurrencySelect
            value={shown.currency}
            currencies={figures.map(({ currency }) => currency)}
            onChange={setWanted}
          />
        )}
      </TimeChart>
    </div>
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
