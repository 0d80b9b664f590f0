"use client";

import { Button } from "@/components/ui/Button";
import { Field } from "@/components/ui/Field";
import { Input } from "@/components/ui/Input";
import { SearchField } from "@/components/ui/SearchField";
import { useTexts } from "@/lib/i18n";
import { officeEvents } from "@/lib/i18n/areas/office-events";
import { Choice } from "../lists/Choice";
import { type Filters, filtersIn, noFilters, queryOf, statuses } from "./filters";

type Props = { filters: Filters; onChange: (next: Filters) => void };

/** Search words, status and dates. */
export function EventFilters({ filters, onChange }: Props) {
  const texts = useTexts(officeEvents);
  const set = (name: keyof Filters, value: string) => onChange({ ...filters, [name]: value });
  const setStatus = (value: string) => set("status", filtersIn(new URLSearchParams({ status: value })).status);
  return (
    <search className="grid grid-cols-2 items-end gap-3 md:flex">
      <SearchField
        label={texts.search}
        hint={texts.searchHint}
        value={filters.q}
        onChange={(words) => set("q", words)}
        className="col-span-2 min-w-0 md:flex-2"
      />
      <Choice
        label={texts.status}
        none={texts.anyStatus}
        value={filters.status}
        options={statuses.map((status) => [status, texts.statuses[status]] as const)}
        onChange={setStatus}
        className="col-span-2 md:flex-1"
      />
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
