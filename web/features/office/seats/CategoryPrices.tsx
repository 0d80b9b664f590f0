"use client";

import type { PlanDocument } from "@/components/plan/model/plan";
import { Input, Select } from "@/components/ui/Input";
import { type Column, Table } from "@/components/ui/Table";
import { useFormat } from "@/lib/format";
import { useTexts } from "@/lib/i18n";
import { officeSeats } from "@/lib/i18n/areas/office-seats";
import { colorOf } from "./colors";
import { badPrices, type FormKind, kindsFor, type PlanForm } from "./planForm";
import { Swatch } from "./Swatch";

type CategoryPricesProps = {
  plan: PlanDocument;
  form: PlanForm;
  onChange: (form: PlanForm) => void;
};

/** What each category of a plan costs and for whom it is. */
export function CategoryPrices({ plan, form, onChange }: CategoryPricesProps) {
  const texts = useTexts(officeSeats);
  const own = texts.import;
  const format = useFormat();
  const bad = badPrices(form, plan.currency);
  const change = (name: string, next: Partial<PlanForm[string]>) => {
    const before = form[name];
    if (before) onChange({ ...form, [name]: { ...before, ...next } });
  };
  type Line = PlanDocument["categories"][number] & { n: number };
  const columns: Column<Line>[] = [
    {
      key: "name",
      header: texts.category,
      cell: ({ name, color = "", n }) => (
        <span className="flex items-center gap-2">
          <Swatch color={colorOf(color, n)} n={n} /> {name}
        </span>
      ),
    },
    { key: "seats", header: texts.count, numeric: true, cell: ({ seats }) => format.number(seats) },
    {
      key: "price",
      header: `${texts.price} (${plan.currency})`,
      cell: ({ name }) => (
        <div className="flex min-w-28 flex-col gap-1">
          <Input
            aria-label={own.priceOf(name)}
            aria-invalid={bad.includes(name) || undefined}
            inputMode="decimal"
            value={form[name]?.price ?? ""}
            onChange={(event) => change(name, { price: event.target.value })}
          />
          {bad.includes(name) && <p className="text-sm font-medium text-danger-ink">{own.badPrice}</p>}
        </div>
      ),
    },
    {
      key: "kind",
      header: own.who,
      cell: ({ name }) => (
        <Select
          aria-label={own.kindOf(name)}
          className="min-w-44"
          value={form[name]?.kind ?? "all"}
          onChange={(event) => change(name, { kind: event.target.value as FormKind })}
        >
          {kindsFor(name, form).map((kind) => (
            <option key={kind} value={kind}>
              {texts.kinds[kind]}
            </option>
          ))}
        </Select>
      ),
    },
  ];
  const lines = plan.categories.map((category, n) => ({ ...category, n }));
  return (
    <section className="flex flex-col gap-3">
      <div>
        <h2 className="text-lg font-semibold">{own.prices}</h2>
        <p className="text-sm text-muted">{own.pricesLead}</p>
      </div>
      <Table caption={own.prices} columns={columns} rows={lines} rowKey={({ name }) => name} />
    </section>
  );
}
