"use client";

import { type Column, Table } from "@/components/ui/Table";
import { useFormat } from "@/lib/format";
import { useTexts } from "@/lib/i18n";
import { officeDashboard } from "@/lib/i18n/areas/office-dashboard";
import { type CountsAt, countsOver } from "../figures/figures";
import type { By, FiguresIn } from "../figures/useFigures";
import { useTime } from "./useTime";

const counted = ["seats", "carts", "placed", "paid", "cancelled", "refunded"] as const;

/** The charts as numbers: for screen readers, and for who wants to know exactly. The latest first. */
export function TimeTable({ figures, by }: { figures: readonly FiguresIn[]; by: By }) {
  const texts = useTexts(officeDashboard);
  const { money, number } = useFormat();
  const time = useTime(by);
  const steps = countsOver(figures).map((counts, index) => ({ ...counts, index }));
  if (steps.length === 0) return null;
  type Row = CountsAt & { index: number };
  const amount = (kind: "revenue" | "refunds"): Column<Row> => ({
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
  const columns: Column<Row>[] = [
    { key: "at", header: texts.columns[by], cell: ({ at }) => time.long(at) },
    ...counted.map(
      (key): Column<Row> => ({ key, header: texts.columns[key], numeric: true, cell: (row) => number(row[key]) }),
    ),
    amount("revenue"),
    amount("refunds"),
  ];
  return (
    <details className="group">
      <summary className="inline-flex min-h-11 items-center font-medium text-accent-ink underline-offset-4 hover:underline">
        {texts.table[by]}
      </summary>
      {by === "day" && <p className="pb-2 text-sm text-muted">{texts.utc}</p>}
      <Table caption={texts.table[by]} columns={columns} rows={[...steps].reverse()} rowKey={({ at }) => at} />
    </details>
  );
}
