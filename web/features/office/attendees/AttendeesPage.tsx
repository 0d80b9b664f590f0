"use client";

import { CalendarSearch, Users } from "lucide-react";
import { useCallback } from "react";
import { EmptyState } from "@/components/ui/EmptyState";
import { NoneFits } from "@/components/ui/NoneFits";
import { SearchField } from "@/components/ui/SearchField";
import { useTexts } from "@/lib/i18n";
import { officeAttendees as area } from "@/lib/i18n/areas/office-attendees";
import { officeLists } from "@/lib/i18n/areas/office-lists";
import { Choice } from "../lists/Choice";
import { EventChoice } from "../lists/EventChoice";
import { Listing } from "../lists/Listing";
import { ListPage } from "../lists/ListPage";
import { useFilters } from "../lists/useFilters";
import { DownloadCsv } from "./DownloadCsv";
import { useAttendeeColumns } from "./useAttendeeColumns";
import { type AttendeeFilters, filterNames, useAttendees } from "./useAttendees";

/** Who comes to an event. */
export function AttendeesPage() {
  const texts = useTexts(area);
  return (
    <ListPage title={texts.title} lead={texts.lead}>
      <Attendees />
    </ListPage>
  );
}

function Attendees() {
  const texts = useTexts(area);
  const lists = useTexts(officeLists);
  const { filters, filter, cursor } = useFilters(filterNames);
  const query = useAttendees(filters, cursor.current);
  const columns = useAttendeeColumns();
  const filtered = filters.q !== "" || filters.status !== "";
  const noneFits = (
    <NoneFits title={texts.notFoundTitle} clear={lists.clear} onClear={() => filter({ q: "", status: "" })}>
      {texts.notFoundText}
    </NoneFits>
  );
  return (
    <div className="flex flex-col gap-4">
      <Filters filters={filters} onChange={filter} />
      {filters.event === "" ? (
        <EmptyState icon={CalendarSearch} title={texts.chooseTitle}>
          {texts.chooseText}
        </EmptyState>
      ) : (
        <>
          <DownloadCsv key={filters.event} event={filters.event} />
          <Listing
            caption={texts.title}
            columns={columns}
            rowKey={({ id }) => id}
            query={query}
            cursor={cursor}
            empty={filtered ? noneFits : <Nobody />}
          />
        </>
      )}
    </div>
  );
}

type FiltersProps = { filters: AttendeeFilters; onChange: (changed: Partial<AttendeeFilters>) => void };

function Filters({ filters, onChange }: FiltersProps) {
  const texts = useTexts(area);
  const lists = useTexts(officeLists);
  const search = useCallback((q: string) => onChange({ q }), [onChange]);
  return (
    <search className="grid gap-3 sm:grid-cols-2 xl:grid-cols-[2fr_2fr_1fr]">
      <EventChoice
        label={lists.event}
        none={texts.choose}
        value={filters.event}
        onChange={(event) => onChange({ event })}
        className="sm:col-span-2 xl:col-span-1"
      />
      {filters.event !== "" && (
        <>
          <SearchField label={texts.search} hint={texts.searchHint} literal value={filters.q} onChange={search} />
          <Choice
            label={texts.columns.status}
            none={lists.all}
            value={filters.status}
            options={Object.entries(texts.statuses)}
            onChange={(status) => onChange({ status })}
          />
        </>
      )}
    </search>
  );
}

function Nobody() {
  const texts = useTexts(area);
  return (
    <EmptyState icon={Users} title={texts.noneTitle}>
      {texts.noneText}
    </EmptyState>
  );
}
