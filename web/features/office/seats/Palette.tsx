"use client";

import { Plus } from "lucide-react";
import { useId } from "react";
import { Button } from "@/components/ui/Button";
import { classes } from "@/lib/classes";
import { useFormat } from "@/lib/format";
import { useTexts } from "@/lib/i18n";
import { officeSeats } from "@/lib/i18n/areas/office-seats";
import { readAmount } from "./amount";
import { mostCategories, type Painting } from "./painting";
import { Swatch } from "./Swatch";
import { useSeatWords } from "./useSeatWords";

type PaletteProps = {
  painting: Painting;
  counts: readonly number[];
  currency: string;
  brush: number;
  onBrush: (category: number) => void;
  onAdd: () => void;
};

/** The categories to paint with: colour, letter, price, and how many seats each has now. */
export function Palette({ painting, counts, currency, brush, onBrush, onAdd }: PaletteProps) {
  const texts = useTexts(officeSeats);
  const own = texts.prices;
  const format = useFormat();
  const words = useSeatWords();
  const group = useId();
  return (
    <section className="flex flex-col gap-2">
      <fieldset className="flex flex-col gap-1">
        <legend className="pb-1 text-sm font-medium">{own.paintWith}</legend>
        {painting.categories.map(({ name, color, price }, n) => {
          const amount = readAmount(price, currency);
          return (
            <label
              // biome-ignore lint/suspicious/noArrayIndexKey: a category is known by its number, its name may be typed anew
              key={n}
              className={classes(
                "flex min-h-11 cursor-pointer items-center gap-3 rounded-lg border px-3 py-1.5",
                "has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent-ink",
                n === brush ? "border-accent bg-accent-soft" : "border-line hover:bg-sunken",
              )}
            >
              <input type="radio" name={group} checked={n === brush} onChange={() => onBrush(n)} className="sr-only" />
              <Swatch color={color} n={n} />
              <span className="min-w-0 flex-1">
                <span className="block truncate font-medium">{name || "–"}</span>
                <span className="block text-sm text-muted tabular-nums">
                  {counts[n] === 0 ? own.goes : words.count(counts[n] ?? 0)}
                </span>
              </span>
              <span className="font-medium tabular-nums">{amount === null ? "–" : format.money(amount, currency)}</span>
            </label>
          );
        })}
      </fieldset>
      <Button kind="secondary" onClick={onAdd} disabled={painting.categories.length >= mostCategories}>
        <Plus aria-hidden className="size-4" /> {own.add}
      </Button>
    </section>
  );
}
