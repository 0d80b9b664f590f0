"use client";

import { SlidersHorizontal } from "lucide-react";
import { useId, useState } from "react";
import { Button } from "@/components/ui/Button";
import { Field } from "@/components/ui/Field";
import { Input, Select } from "@/components/ui/Input";
import { SearchField } from "@/components/ui/SearchField";
import { classes } from "@/lib/classes";
import { useTexts } from "@/lib/i18n";
import { eventList } from "@/lib/i18n/areas/event-list";
import { useLater } from "@/lib/useLater";
import { countOf, type FilterName, type Filters, noFilters } from "./filters";
import { useVenues } from "./queries";

type FiltersProps = { filters: Filters; onChange: (next: Filters) => void };

/** Search words and filters. On a phone the filters are folded away. */
export function EventFilters({ filters, onChange }: FiltersProps) {
  const texts = useTexts(eventList);
  const [open, setOpen] = useState(false);
  const id = useId();
  const count = countOf(filters);
  const change = (name: FilterName) => (value: string) => onChange({ ...filters, [name]: value });
  return (
    <search className="flex flex-col gap-4">
      <div className="flex items-end gap-2">
        <SearchField
          label={texts.search}
          labelHidden
          hint={texts.searchHint}
          value={filters.q}
          onChange={change("q")}
          className="min-w-0 flex-1"
        />
        <Button
          kind="secondary"
          className="md:hidden"
          aria-expanded={open}
          aria-controls={id}
          onClick={() => setOpen(!open)}
        >
          <SlidersHorizontal aria-hidden className="size-5" />
          {count > 0 ? texts.filtersSet(count) : texts.filters}
        </Button>
      </div>
      <div id={id} className={classes("grid-cols-2 items-end gap-3 md:grid md:grid-cols-6", open ? "grid" : "hidden")}>
        <VenueSelect value={filters.venue} onChange={change("venue")} />
        <Typed type="date" label={texts.from} value={filters.from} onChange={change("from")} />
        <Typed type="date" label={texts.to} value={filters.to} onChange={change("to")} />
        <Typed type="number" label={texts.minPrice} value={filters.minPrice} onChange={change("minPrice")} />
        <Typed type="number" label={texts.maxPrice} value={filters.maxPrice} onChange={change("maxPrice")} />
        {count > 0 && (
          <Button
            kind="quiet"
            className="col-span-2 md:col-span-6 md:justify-self-start"
            onClick={() => onChange({ ...noFilters, q: filters.q })}
          >
            {texts.clear}
          </Button>
        )}
      </div>
    </search>
  );
}

function VenueSelect({ value, onChange }: { value: string; onChange: (venue: string) => void }) {
  const texts = useTexts(eventList);
  const names = (useVenues().data ?? []).map((venue) => venue.name);
  const listed = value === "" || names.includes(value) ? names : [value, ...names];
  return (
    <Field label={texts.venue} className="col-span-2">
      {(control) => (
        <Select {...control} value={value} onChange={(event) => onChange(event.target.value)}>
          <option value="">{texts.anyVenue}</option>
          {listed.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </Select>
      )}
    </Field>
  );
}

type TypedProps = { type: "date" | "number"; label: string; value: string; onChange: (value: string) => void };

function Typed({ type, label, value, onChange }: TypedProps) {
  const [typed, setTyped] = useLater(value, onChange);
  return (
    <Field label={label}>
      {(control) => (
        <Input
          {...control}
          type={type}
          {...(type === "number" ? { min: 0, step: "any", inputMode: "decimal" as const } : {})}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
      )}
    </Field>
  );
}
