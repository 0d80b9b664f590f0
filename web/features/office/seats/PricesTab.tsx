"use client";

import { Redo2, Undo2 } from "lucide-react";
import { useMemo, useState } from "react";
import type { SeatMap } from "@/components/plan/model/map";
import type { Tool } from "@/components/plan/model/pick";
import { PlanPicture } from "@/components/plan/PlanPicture";
import { Alert } from "@/components/ui/Alert";
import { Button } from "@/components/ui/Button";
import { announce } from "@/components/ui/LiveRegion";
import { useFormat } from "@/lib/format";
import { useTexts } from "@/lib/i18n";
import { officeSeats } from "@/lib/i18n/areas/office-seats";
import { readAmount } from "./amount";
import { CategoryFields } from "./CategoryFields";
import { fillsOf } from "./fills";
import { LeaveDialog } from "./LeaveDialog";
import { ListPicker } from "./ListPicker";
import { Palette } from "./Palette";
import { addCategory, type CategoryFault, categoryFaults, changeCategory, type Painting, paint } from "./painting";
import { SaveBar } from "./SaveBar";
import { ToolBar } from "./ToolBar";
import { useLeaveGuard } from "./useLeaveGuard";
import { usePainting } from "./usePainting";
import { useSavePrices } from "./useSavePrices";
import { useSeatWords } from "./useSeatWords";
import { useUndoKeys } from "./useUndoKeys";

type PricesTabProps = { event: string; map: SeatMap; version: number };

/** Paints an event's plan with price categories. */
export function PricesTab({ event, map, version }: PricesTabProps) {
  const texts = useTexts(officeSeats);
  const own = texts.prices;
  const format = useFormat();
  const words = useSeatWords();
  const { plan } = map;
  const { currency } = plan;
  const painting = usePainting(event, map);
  const { now, counts } = painting;
  const [tool, setTool] = useState<Tool>("section");
  const [chosen, choose] = useState({ n: 0, name: now.categories[0]?.name ?? "" });
  const brush = brushIn(now, chosen);
  const setBrush = (n: number, among = now) => choose({ n, name: among.categories[n]?.name ?? "" });
  const category = now.categories[brush];
  const save = useSavePrices(event, map);
  const change = (next: Painting, key?: string) => {
    if (!save.isPending) painting.change(next, key); // what is on its way would not have it
  };
  const guard = useLeaveGuard(painting.dirty);
  useUndoKeys(painting.undo, painting.redo);
  const fills = useMemo(() => fillsOf(now), [now]);
  const labels = useMemo(() => words.sections(plan), [words, plan]);
  const faults: ReadonlySet<CategoryFault>[] = now.categories.map((_, n) => categoryFaults(now, counts, n, currency));

  const take = (seats: number[]) => {
    change(paint(now, seats, brush));
    announce(own.painted(seats.length, format.number(seats.length), category?.name ?? ""));
  };
  const add = () => {
    const taken = now.categories.map(({ name }) => name);
    let n = now.categories.length + 1;
    while (taken.includes(own.newName(n))) n += 1;
    const more = addCategory(now, own.newName(n));
    change(more);
    setBrush(now.categories.length, more);
  };
  const say = (seat: number) => {
    const its = now.categories[now.of[seat] ?? 0];
    const price = words.price(its, readAmount(its?.price ?? "", currency), currency);
    return [words.name(plan, seat), price, words.state(map, seat)];
  };
  return (
    <div className="flex flex-col gap-4">
      {painting.lost && <Alert tone="warning">{own.replaced}</Alert>}
      <div className="grid gap-4 xl:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="flex min-w-0 flex-col gap-3">
          <ToolBar tool={tool} onTool={setTool}>
            <div className="flex gap-1">
              <Button
                kind="secondary"
                size="icon"
                aria-label={own.undo}
                disabled={!painting.undo}
                onClick={() => painting.undo?.()}
              >
                <Undo2 aria-hidden className="size-5" />
              </Button>
              <Button
                kind="secondary"
                size="icon"
                aria-label={own.redo}
                disabled={!painting.redo}
                onClick={() => painting.redo?.()}
              >
                <Redo2 aria-hidden className="size-5" />
              </Button>
            </div>
          </ToolBar>
          <PlanPicture
            key={plan.seats}
            map={map}
            version={version}
            label={texts.plan.label}
            help={texts.plan.help}
            labels={labels}
            fills={fills}
            say={say}
            tool={save.isPending ? null : tool}
            onPick={take}
          />
          <p className="text-sm text-muted">{texts.plan.legend}</p>
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          <Palette painting={now} counts={counts} currency={currency} brush={brush} onBrush={setBrush} onAdd={add} />
          {category && (
            <CategoryFields
              category={category}
              currency={currency}
              faults={faults[brush] ?? new Set()}
              onChange={(change, field) => painting.change(changeCategory(now, brush, change), `${brush} ${field}`)}
            />
          )}
        </div>
      </div>
      <ListPicker
        plan={plan}
        action={({ length }) => own.paint(length, format.number(length), category?.name ?? "")}
        onPick={take}
      />
      <SaveBar currency={currency} save={save} painting={painting} sound={faults.every(({ size }) => size === 0)} />
      <LeaveDialog guard={guard} />
    </div>
  );
}

// Once prices are saved, categories stand in another order, and one that was undone is not there: the brush goes by its name first.
function brushIn({ categories }: Painting, { n, name }: { n: number; name: string }): number {
  if (categories[n]?.name === name) return n;
  const found = categories.findIndex((category) => category.name === name);
  return found >= 0 ? found : Math.min(n, categories.length - 1);
}
