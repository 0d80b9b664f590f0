"use client";

import { CalendarX2 } from "lucide-react";
import { useSearchParams } from "next/navigation";
import { Suspense, useCallback, useEffect, useMemo } from "react";
import { ProblemAlert } from "@/components/ui/Alert";
import { Button } from "@/components/ui/Button";
import { EmptyState } from "@/components/ui/EmptyState";
import { announce } from "@/components/ui/LiveRegion";
import { Loading } from "@/components/ui/Loading";
import { NoneFits } from "@/components/ui/NoneFits";
import { Skeleton } from "@/components/ui/Skeleton";
import { useTexts } from "@/lib/i18n";
import { eventList } from "@/lib/i18n/areas/event-list";
import { EventCard } from "./EventCard";
import { EventFilters } from "./EventFilters";
import { type Filters, filtersIn, noFilters, queryOf } from "./filters";
import { useEvents } from "./queries";
import type { Event } from "./sale";

/** The shop's front page: what is to come, searched and filtered by the page's address. */
export function EventList() {
  const texts = useTexts(eventList);
  return (
    <div className="flex flex-col gap-6">
      <header className="flex flex-col gap-1">
        <h1 className="text-3xl font-semibold tracking-tight">{texts.title}</h1>
        <p className="text-muted">{texts.lead}</p>
      </header>
      {/* The exported page cannot know its query; it shows what it can, in the same shape. */}
      <Suspense fallback={<Waiting />}>
        <ListByAddress />
      </Suspense>
    </div>
  );
}

// What would be typed here goes when the page's own fields take the place: so nothing can be.
function Waiting() {
  return (
    <>
      <div inert>
        <EventFilters filters={noFilters} onChange={() => {}} />
      </div>
      <Skeletons />
    </>
  );
}

function ListByAddress() {
  const search = useSearchParams();
  const filters = useMemo(() => filtersIn(search), [search]);
  // Each key typed is no page to go back to: the address is replaced.
  const change = useCallback((next: Filters) => window.history.replaceState(null, "", `/${queryOf(next)}`), []);
  return (
    <>
      <EventFilters filters={filters} onChange={change} />
      <Found filters={filters} onClear={() => change(noFilters)} />
    </>
  );
}

function Found({ filters, onClear }: { filters: Filters; onClear: () => void }) {
  const texts = useTexts(eventList);
  const query = useEvents(filters);
  const found = useMemo(() => query.data?.pages.flatMap((page) => page.items), [query.data]);
  const count = found && !query.isPlaceholderData ? texts.found(found.length, query.hasNextPage) : "";
  useEffect(() => announce(count), [count]);

  if (!found)
    return query.isError ? <ProblemAlert error={query.error} onRetry={() => void query.refetch()} /> : <Skeletons />;
  if (found.length === 0) return <Nothing filtered={queryOf(filters) !== ""} onClear={onClear} />;
  return (
    <section
      aria-label={texts.title}
      aria-busy={query.isPlaceholderData}
      className="flex flex-col gap-4 aria-busy:opacity-60"
    >
      <p className="text-sm text-muted">{texts.found(found.length, query.hasNextPage)}</p>
      <Cards found={found} />
      {query.isError && <ProblemAlert error={query.error} onRetry={() => void query.refetch()} />}
      {query.hasNextPage && (
        <Button
          kind="secondary"
          className="self-center"
          busy={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {texts.more}
        </Button>
      )}
    </section>
  );
}

const grid = "grid gap-4 md:grid-cols-2 xl:grid-cols-3";

function Cards({ found }: { found: Event[] }) {
  return (
    <ul className={grid}>
      {found.map((event) => (
        <li key={event.id}>
          <EventCard event={event} />
        </li>
      ))}
    </ul>
  );
}

function Skeletons() {
  return (
    <Loading className="flex flex-col gap-4">
      <Skeleton className="h-5 w-20" />
      <div className={grid}>
        {["a", "b", "c", "d", "e", "f"].map((key) => (
          <Skeleton key={key} className="h-48" />
        ))}
      </div>
    </Loading>
  );
}

function Nothing({ filtered, onClear }: { filtered: boolean; onClear: () => void }) {
  const texts = useTexts(eventList);
  if (!filtered) {
    return (
      <EmptyState icon={CalendarX2} title={texts.emptyTitle}>
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
