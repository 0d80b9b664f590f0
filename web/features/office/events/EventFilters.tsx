"use client";

import { Search } from "lucide-react";
import { type FormEvent, useEffect, useState } from "react";
import { Button } from "@/components/ui/Button";
import { Field } from "@/components/ui/Field";
import { Input, Select } from "@/components/ui/Input";
import { useTexts } from "@/lib/i18n";
import { officeEvents } from "@/lib/i18n/areas/office-events";
import { type Filters, filtersIn, noFilters, queryOf, statuses } from "./filters";

type Props = { filters: Filters; onChange: (next: Filters) => void };

/** Search words, status and dates. */
export function EventFilters({ filters, onChange }: Props) {
  const texts = useTexts(officeEvents);
  const set = (name: keyof Filters, value: string) => onChange({ ...filters, [name]: value });
  const setStatus = (value: string) => set("status", filtersIn(new URLSearchParams({ status: value })).status);
  return (
    <search className="grid grid-cols-2 items-end gap-3 md:flex">
      <SearchWords words={filters.q} onChange={(words) => set("q", words)} />
      <Field label={texts.status} className="col-span-2 md:flex-1">
        {(control) => (
          <Select {...control} value={filters.status} onChange={(event) => setStatus(event.target.value)}>
            <option value="">{texts.anyStatus}</option>
            {statuses.map((status) => (
              <option key={status} value={status}>
                {texts.statuses[status]}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Day label={texts.from} value={filters.from} onChange={(day) => set("from", day)} />
      <Day label={texts.to} value={filters.to} onChange={(day) => set("to", day)} />
      {queryOf(filters) !== "" && (
        <Button kind="quiet" onClick={() => onChange(noFilters)}>
          {texts.clear}
        </Button>
      )}
    </search>
  );
}

function Day({ label, value, onChange }: { label: string; value: string; onChange: (day: string) => void }) {
  return (
    <Field label={label} className="md:flex-1">
      {(control) => <Input {...control} type="date" value={value} onChange={(event) => onChange(event.target.value)} />}
    </Field>
  );
}

const pause = 300; // milliseconds without a key until what was typed counts

function SearchWords({ words, onChange }: { words: string; onChange: (words: string) => void }) {
  const texts = useTexts(officeEvents);
  const [typed, setTyped] = useState(words);
  const [known, setKnown] = useState(words);
  if (known !== words) {
    setKnown(words); // from elsewhere: a link, or "clear"
    setTyped(words);
  }
  useEffect(() => {
    if (typed === words) return;
    const timer = setTimeout(() => onChange(typed), pause);
    return () => clearTimeout(timer);
  }, [typed, words, onChange]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onChange(typed);
  };
  return (
    <form onSubmit={submit} className="col-span-2 min-w-0 md:flex-2">
      <Field label={texts.search}>
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
