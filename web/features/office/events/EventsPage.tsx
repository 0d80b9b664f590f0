"use client";

import { CalendarPlus, CalendarX2 } from "lucide-react";
import { useSearchParams } from "next/navigation";
import { useCallback, useEffect, useMemo, useState } from "react";
import { ProblemAlert } from "@/components/ui/Alert";
import { ButtonLink } from "@/components/ui/Button";
import { EmptyState } from "@/components/ui/EmptyState";
import { announce } from "@/components/ui/LiveRegion";
import { Loading } from "@/components/ui/Loading";
import { NoneFits } from "@/components/ui/NoneFits";
import { Pagination } from "@/components/ui/Pagination";
import { Skeleton } from "@/components/ui/Skeleton";
import { useCursor } from "@/lib/api";
import { useTexts } from "@/lib/i18n";
import { officeEvents } from "@/lib/i18n/areas/office-events";
import { useRole } from "@/lib/session";
import { ListPage } from "../lists/ListPage";
import { manages } from "../shell/access";
import { EventFilters } from "./EventFilters";
import { EventTable } from "./EventTable";
import { type Filters, filtersIn, noFilters, queryOf } from "./filters";
import { useEventList } from "./queries";

/** All events of the house, searched and filtered by the page's address. */
export function EventsPage() {
  const texts = useTexts(officeEvents);
  return (
    <ListPage title={texts.title} lead={texts.lead} actions={<CreateLink />} loading={<Waiting />}>
      <ByAddress />
    </ListPage>
  );
}

function CreateLink() {
  const texts = useTexts(officeEvents);
  const role = useRole();
  if (!role || !manages(role)) return null;
  return (
    <ButtonLink href="/admin/events/create" prefetch={false}>
      <CalendarPlus aria-hidden className="size-5" />
      {texts.create}
    </ButtonLink>
  );
}

function ByAddress() {
  const search = useSearchParams();
  const filters = useMemo(() => filtersIn(search), [search]);
  const change = useCallback(
    (next: Filters) => window.history.replaceState(null, "", `/admin/events${queryOf(next)}`),
    [],
  );
  return (
    <div className="flex flex-col gap-4">
      <EventFilters filters={filters} onChange={change} />
      <Found filters={filters} onClear={() => change(noFilters)} />
    </div>
  );
}

function Found({ filters, onClear }: { filters: Filters; onClear: () => void }) {
  const cursor = useCursorOf(filters);
  const texts = useTexts(officeEvents);
  const { data, error, isPlaceholderData, refetch } = useEventList(filters, cursor.current);
  const found = data && !isPlaceholderData ? texts.found(data.items.length, data.next !== null) : "";
  useEffect(() => announce(found), [found]);
  if (error) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  if (!data) return <Waiting />;
  if (data.items.length === 0 && !cursor.current)
    return <Nothing filtered={queryOf(filters) !== ""} onClear={onClear} />;
  return (
    <div aria-busy={isPlaceholderData} className="aria-busy:opacity-60">
      <EventTable events={data.items} />
      <Pagination cursor={cursor} next={data.next} busy={isPlaceholderData} />
    </div>
  );
}

/** A place in the list that other filters forget: their list begins at its first page. */
function useCursorOf(filters: Filters) {
  const cursor = useCursor();
  const query = queryOf(filters);
  const [known, setKnown] = useState(query);
  if (known !== query) {
    setKnown(query);
    cursor.reset();
  }
  return cursor;
}

function Nothing({ filtered, onClear }: { filtered: boolean; onClear: () => void }) {
  const texts = useTexts(officeEvents);
  if (!filtered) {
    return (
      <EmptyState icon={CalendarPlus} title={texts.emptyTitle} actions={<CreateLink />}>
        {texts.emptyText}
      </EmptyState>
    );
  }
  return (
    <NoneFits icon={CalendarX2} title={texts.noneTitle} clear={texts.clear} onClear={onClear}>
      {texts.noneText}
    </NoneFits>
  );
}

function Waiting() {
  return (
    <Loading className="flex flex-col gap-2">
      {["a", "b", "c", "d", "e"].map((row) => (
        <Skeleton key={row} className="h-16" />
      ))}
    </Loading>
  );
}
