"use client";

import { type Column, Table } from "@/components/ui/Table";
import { useFormat } from "@/lib/format";
import { useTexts } from "@/lib/i18n";
import { officeDashboard } from "@/lib/i18n/areas/office-dashboard";
import { type CountsAt, countsOver } from "../figures/figures";
import type { FiguresIn } from "../figures/useFigures";

const counted = ["seats", "carts", "placed", "paid", "cancelled", "refunded"] as const;

/** The charts' days as numbers: for screen readers, and for who wants to know exactly. The latest day first. */
export function DayTable({ figures }: { figures: readonly FiguresIn[] }) {
  const texts = useTexts(officeDashboard);
  const { date, money, number } = useFormat();
  const days = countsOver(figures).map((counts, index) => ({ ...counts, index }));
  if (days.length === 0) return null;
  type Day = CountsAt & { index: number };
  const amount = (kind: "revenue" | "refunds"): Column<Day> => ({
    key: kind,
    header: texts.columns[kind],
    numeric: true,
    cell: ({ index }) =>
      figures.map(({ currency, over }) => (
        <span key={currency} className="block">
          {money(over[index]?.[kind] ?? 0, currency)}
        </span>
      )),
  });
  const columns: Column<Day>[] = [
    { key: "day", header: texts.columns.day, cell: ({ at }) => date(at, "day", "UTC") },
    ...counted.map(
      (key): Column<Day> => ({ key, header: texts.columns[key], numeric: true, cell: (day) => number(day[key]) }),
    ),
    amount("revenue"),
    amount("refunds"),
  ];
  return (
    <details className="group">
      <summary className="inline-flex min-h-11 items-center font-medium text-accent-ink underline-offset-4 hover:underline">
        {texts.table}
      </summary>
      <p className="pb-2 text-sm text-muted">{texts.utc}</p>
      <Table caption={texts.table} columns={columns} rows={[...days].reverse()} rowKey={({ at }) => at} />
    </details>
  );
}
