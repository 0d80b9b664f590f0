"use client";

import { Search, SlidersHorizontal } from "lucide-react";
import { type FormEvent, useEffect, useId, useState } from "react";
import { Button } from "@/components/ui/Button";
import { Field } from "@/components/ui/Field";
import { Input, Select } from "@/components/ui/Input";
import { classes } from "@/lib/classes";
import { useTexts } from "@/lib/i18n";
import { events } from "@/lib/i18n/areas/events";
import { countOf, type FilterName, type Filters, noFilters } from "./filters";
import { useVenues } from "./queries";

type FiltersProps = { filters: Filters; onChange: (next: Filters) => void };

/** Search words and filters. On a phone the filters are folded away. */
export function EventFilters({ filters, onChange }: FiltersProps) {
  const texts = useTexts(events);
  const [open, setOpen] = useState(false);
  const id = useId();
  const count = countOf(filters);
  const change = (name: FilterName) => (value: string) => onChange({ ...filters, [name]: value });
  return (
    <search className="flex flex-col gap-4">
      <div className="flex items-end gap-2">
        <SearchWords words={filters.q} onChange={change("q")} />
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

function SearchWords({ words, onChange }: { words: string; onChange: (words: string) => void }) {
  const texts = useTexts(events);
  const [typed, setTyped] = useLater(words, onChange);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onChange(typed);
  };
  return (
    <form onSubmit={submit} className="min-w-0 flex-1">
      <Field label={texts.search} labelHidden>
        {(control) => (
          <div className="relative">
            <Search aria-hidden className="pointer-events-none absolute top-3 left-3 size-5 text-muted" />
            <Input
              {...control}
              type="search"
              maxLength={200}
              placeholder={texts.searchHint}
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
              className="pl-10"
            />
          </div>
        )}
      </Field>
    </form>
  );
}

function VenueSelect({ value, onChange }: { value: string; onChange: (venue: string) => void }) {
  const texts = useTexts(events);
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

const pause = 300; // milliseconds without a key until what was typed counts

/** What is typed, handed on after a pause; what comes from elsewhere (a link, "clear") replaces it. */
function useLater(value: string, onChange: (value: string) => void): [string, (typed: string) => void] {
  const [typed, setTyped] = useState(value);
  const [known, setKnown] = useState(value);
  if (known !== value) {
    setKnown(value);
    setTyped(value);
  }
  useEffect(() => {
    if (typed === value) return;
    const timer = setTimeout(() => onChange(typed), pause);
    // Whoever follows a link meanwhile goes on: a change of the address would call them back.
    const goOn = ({ target }: MouseEvent) => {
      if (target instanceof Element && target.closest("a")) clearTimeout(timer);
    };
    document.addEventListener("click", goOn);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("click", goOn);
    };
  }, [typed, value, onChange]);
  return [typed, setTyped];
}
