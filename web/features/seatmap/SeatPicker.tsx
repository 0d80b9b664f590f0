"use client";

import { lazy, type ReactNode, Suspense, useEffect, useMemo, useState } from "react";
import { maskOf, noFilters, summaryOf } from "@/components/plan/model/filters";
import type { SeatMap } from "@/components/plan/model/map";
import { Alert, ProblemAlert } from "@/components/ui/Alert";
import { Field } from "@/components/ui/Field";
import { Select } from "@/components/ui/Input";
import { Skeleton } from "@/components/ui/Skeleton";
import { Tabs } from "@/components/ui/Tabs";
import type { Schemas } from "@/lib/api";
import { useTexts } from "@/lib/i18n";
import { seatmap } from "@/lib/i18n/areas/seatmap";
import { BestForm } from "./BestForm";
import { FilterBar } from "./FilterBar";
import { Legend } from "./Legend";
import { MapView } from "./MapView";
import { preload } from "./pictures";
import { useChoice } from "./useChoice";
import { useSeatMap } from "./useSeatMap";
import { YourSeats } from "./YourSeats";

// The map is what most visitors start with: the list comes when it is asked for.
const SeatList = lazy(() => import("./SeatList").then((module) => ({ default: module.SeatList })));

const usualLimit = 6; // seats of an event that a customer may have, unless the event says otherwise

type SeatPickerProps = {
  event: Pick<Schemas["CatalogEvent"], "id" | "maxPerCustomer" | "totalSeats">;
  /** Whether seats can be held now; otherwise the plan is only looked at. */
  selling: boolean;
  /** What is offered while no seat is free; the names of the sections are there to choose from. */
  waitlist?: (sections: readonly string[]) => ReactNode;
  /** Is told how many seats are free, whenever that changes. */
  onLeft?: (left: number) => void;
};

/** Seats to choose from, on a map or in a list, and what was chosen. */
export function SeatPicker({ event, selling, waitlist, onLeft }: SeatPickerProps) {
  const texts = useTexts(seatmap);
  const { map, version, lost, empty, error, retry } = useSeatMap(event.id);
  const left = map?.left;
  useEffect(() => {
    if (left !== undefined) onLeft?.(left);
  }, [left, onLeft]);
  const { totalSeats } = event;
  useEffect(() => {
    preload(totalSeats).catch(() => {}); // whoever shows it asks again
  }, [totalSeats]);
  if (empty) return <Alert>{texts.noSeats}</Alert>;
  if (error && !map) return <ProblemAlert error={error} onRetry={() => void retry()} />;
  if (!map)
    return (
      <div aria-busy="true">
        <p role="status" className="sr-only">
          {texts.loading}
        </p>
        <Skeleton className="h-[60dvh]" />
      </div>
    );
  return (
    <div className="flex flex-col gap-4">
      {map.left === 0 && selling && (
        <Alert tone="info" title={texts.soldOutNow} actions={waitlist?.(map.plan.sections.map(({ name }) => name))} />
      )}
      {lost && <Alert tone="warning">{texts.lost}</Alert>}
      {!selling && <Alert>{texts.notSelling}</Alert>}
      <Chooser
        event={event.id}
        map={map}
        version={version}
        limit={event.maxPerCustomer ?? usualLimit}
        selling={selling}
      />
    </div>
  );
}

type ChooserProps = { event: string; map: SeatMap; version: number; limit: number; selling: boolean };

function Chooser({ event, map, version, limit, selling }: ChooserProps) {
  const texts = useTexts(seatmap);
  const choice = useChoice(event, map, limit, selling);
  const [view, setView] = useState("map");
  const [filters, setFilters] = useState(noFilters);
  const [focus, setFocus] = useState<readonly number[]>([]);
  const { plan } = map;
  const mask = useMemo(() => maskOf(plan, filters), [plan, filters]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version stands for the states, which change in place
  const summaries = useMemo(
    () => plan.sections.map(({ first, count }) => summaryOf(plan, map.states, mask, first, count)),
    [plan, map, version, mask],
  );
  const matches = summaries.reduce((sum, { left }) => sum + left, 0);
  const shared = { map, mask, summaries, choice };
  const tabs = [
    {
      key: "map",
      label: texts.map,
      content: (
        <MapTab>
          <MapView {...shared} version={version} focus={focus} />
        </MapTab>
      ),
    },
    {
      key: "list",
      label: texts.list,
      content: (
        <Suspense fallback={<Skeleton className="h-96" />}>
          <SeatList {...shared} section={filters.section} />
        </Suspense>
      ),
    },
  ];
  return (
    <>
      <div className="flex flex-wrap items-end gap-x-4 gap-y-2">
        <FilterBar plan={plan} filters={filters} matches={matches} onChange={setFilters} />
        <Field label={texts.party} className="w-32">
          {(control) => (
            <Select {...control} value={choice.party} onChange={({ target }) => choice.setParty(Number(target.value))}>
              {Array.from({ length: limit }, (_, i) => i + 1).map((n) => (
                <option key={n}>{n}</option>
              ))}
            </Select>
          )}
        </Field>
      </div>
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="min-w-0">
          <Tabs label={texts.views} tabs={tabs} value={view} onChange={setView} />
        </div>
        <div className="contents lg:sticky lg:top-4 lg:flex lg:flex-col lg:gap-4">
          <BestForm left={map.left} choice={choice} filters={filters} onFound={setFocus} />
          <YourSeats choice={choice} currency={plan.currency} />
        </div>
      </div>
    </>
  );
}

function MapTab({ children }: { children: ReactNode }) {
  return (
    <div className="flex flex-col gap-3">
      {children}
      <Legend />
    </div>
  );
}
