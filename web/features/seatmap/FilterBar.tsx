"use client";

import { ChevronDown, ChevronUp } from "lucide-react";
import { useState } from "react";
import { isFiltered, noFilters, type SeatFilters } from "@/components/plan/model/filters";
import type { Plan } from "@/components/plan/model/plan";
import { Button } from "@/components/ui/Button";
import { Checkbox } from "@/components/ui/Checkbox";
import { Field } from "@/components/ui/Field";
import { Select } from "@/components/ui/Input";
import { classes } from "@/lib/classes";
import { useFormat } from "@/lib/format";
import { useTexts } from "@/lib/i18n";
import { seatmap } from "@/lib/i18n/areas/seatmap";

type FilterBarProps = { plan: Plan; filters: SeatFilters; matches: number; onChange(filters: SeatFilters): void };

/** What map and list show in full; the other seats stay where they are, greyed. On a phone it opens by a button, for the map to be in sight. */
export function FilterBar({ plan, filters, matches, onChange }: FilterBarProps) {
  const texts = useTexts(seatmap);
  const format = useFormat();
  const prices = [...new Set(plan.prices)].sort((a, b) => a - b);
  const set = (some: Partial<SeatFilters>) => onChange({ ...filters, ...some });
  const [open, setOpen] = useState(false);
  const Arrow = open ? ChevronUp : ChevronDown;
  const someAccessible = plan.accessible.some((place) => place > 0);
  return (
    <>
      <Button kind="secondary" aria-expanded={open} onClick={() => setOpen(!open)} className="sm:hidden">
        {isFiltered(filters) ? `${texts.filters}: ${texts.matches(matches, format.number(matches))}` : texts.filters}
        <Arrow aria-hidden className="size-5" />
      </Button>
      <fieldset
        className={classes("flex flex-wrap items-end gap-x-4 gap-y-2 max-sm:order-last", !open && "max-sm:hidden")}
      >
        <legend className="sr-only">{texts.filters}</legend>
        <Field label={texts.section} className="w-44">
          {(control) => (
            <Select {...control} value={filters.section} onChange={(event) => set({ section: event.target.value })}>
              <option value="">{texts.allSections}</option>
              {plan.sections.map(({ name }) => (
                <option key={name}>{name}</option>
              ))}
            </Select>
          )}
        </Field>
        <Field label={texts.maxPrice} className="w-36">
          {(control) => (
            <Select
              {...control}
              value={filters.maxPrice ?? ""}
              onChange={({ target }) => set({ maxPrice: target.value === "" ? null : Number(target.value) })}
            >
              <option value="">{texts.anyPrice}</option>
              {prices.map((price) => (
                <option key={price} value={price}>
                  {format.money(price, plan.currency)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        {someAccessible && (
          <Checkbox
            label={texts.accessible}
            checked={filters.accessible}
            onChange={(event) => set({ accessible: event.target.checked })}
          />
        )}
        <p role="status" className="flex min-h-11 items-center text-sm text-muted">
          {texts.matches(matches, format.number(matches))}
        </p>
        {isFiltered(filters) && (
          <Button kind="quiet" onClick={() => onChange(noFilters)}>
            {texts.reset}
          </Button>
        )}
      </fieldset>
    </>
  );
}
