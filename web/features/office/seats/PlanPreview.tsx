"use client";

import { useMemo } from "react";
import { newSeatMap } from "@/components/plan/model/map";
import { type PlanDocument, readPlan } from "@/components/plan/model/plan";
import { available } from "@/components/plan/model/states";
import { PlanPicture } from "@/components/plan/PlanPicture";
import { type Column, Table } from "@/components/ui/Table";
import { useFormat } from "@/lib/format";
import { useTexts } from "@/lib/i18n";
import { officeSeats } from "@/lib/i18n/areas/office-seats";
import { fillsOf } from "./fills";
import { countsOf, readPainting } from "./painting";
import { Swatch } from "./Swatch";
import { useSeatWords } from "./useSeatWords";

type Line = { n: number; name: string; color: string; price: number; seats: number };

/** A plan that is not written yet, drawn in its categories' colours, with their counts. */
export function PlanPreview({ plan: doc, counts = true }: { plan: PlanDocument; counts?: boolean }) {
  const texts = useTexts(officeSeats);
  const format = useFormat();
  const words = useSeatWords();
  const map = useMemo(() => {
    const fresh = newSeatMap(readPlan(doc), "preview");
    fresh.states.fill(available);
    return fresh;
  }, [doc]);
  const { plan } = map;
  const painting = useMemo(() => readPainting(plan), [plan]);
  const fills = useMemo(() => fillsOf(painting), [painting]);
  const labels = useMemo(() => words.sections(plan), [words, plan]);
  const seats = countsOf(painting);
  const lines = painting.categories.map(({ name, color }, n) => {
    return { n, name, color, price: plan.prices[n] ?? 0, seats: seats[n] ?? 0 };
  });
  const columns: Column<Line>[] = [
    {
      key: "name",
      header: texts.category,
      cell: ({ color, n, name }) => (
        <span className="flex items-center gap-2">
          <Swatch color={color} n={n} /> {name}
        </span>
      ),
    },
    { key: "seats", header: texts.count, numeric: true, cell: (line) => format.number(line.seats) },
    { key: "price", header: texts.price, numeric: true, cell: (line) => format.money(line.price, plan.currency) },
  ];
  return (
    <div className="flex flex-col gap-4">
      <PlanPicture
        map={map}
        version={0}
        label={texts.preview.label}
        help={texts.plan.look}
        labels={labels}
        fills={fills}
        say={(seat) => {
          const n = painting.of[seat] ?? 0;
          return [words.name(plan, seat), words.price(painting.categories[n], plan.prices[n] ?? 0, plan.currency)];
        }}
      />
      {counts && (
        <Table
          caption={texts.preview.title}
          columns={columns}
          rows={lines}
          rowKey={(line) => `${line.n} ${line.name}`}
        />
      )}
    </div>
  );
}
