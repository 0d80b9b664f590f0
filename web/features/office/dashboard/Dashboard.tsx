"use client";

import { CalendarPlus } from "lucide-react";
import { useSearchParams } from "next/navigation";
import { Suspense, useMemo } from "react";
import { Alert, ProblemAlert } from "@/components/ui/Alert";
import { ButtonLink } from "@/components/ui/Button";
import { EmptyState } from "@/components/ui/EmptyState";
import { Loading } from "@/components/ui/Loading";
import { Skeleton } from "@/components/ui/Skeleton";
import { useFormat } from "@/lib/format";
import { useTexts } from "@/lib/i18n";
import { officeDashboard } from "@/lib/i18n/areas/office-dashboard";
import { useRole } from "@/lib/session";
import { useFigures } from "../figures/useFigures";
import { manages } from "../shell/access";
import { PageHead } from "../shell/PageHead";
import { ActivityList } from "./ActivityList";
import { Conversion } from "./Conversion";
import { Kpis } from "./Kpis";
import { type AllEvents, useAllEvents } from "./queries";
import { SalesCharts } from "./SalesCharts";
import { TimeTable } from "./TimeTable";
import { ViewSelect } from "./ViewSelect";
import { queryOf, type View, viewIn } from "./view";

/** How the house stands, and what happened lately: for all events, or for the one that the address names. */
export function Dashboard() {
  return (
    // The exported page does not know its query.
    <Suspense fallback={<Waiting />}>
      <ByAddress />
    </Suspense>
  );
}

function ByAddress() {
  const texts = useTexts(officeDashboard);
  const search = useSearchParams();
  const view = useMemo(() => viewIn(search), [search]);
  const change = (next: View) => window.history.replaceState(null, "", `/admin${queryOf(next)}`);
  const { data, error, refetch } = useAllEvents();
  const choice = data && <ViewSelect view={view} events={data.events} onChange={change} />;
  if (data?.events.length === 0) return <Welcome />;
  return (
    <>
      <PageHead title={texts.title} lead={texts.lead} actions={choice} />
      {data && <Shown all={data} view={view} />}
      {!data && (error ? <ProblemAlert error={error} onRetry={() => void refetch()} /> : <Waiting />)}
    </>
  );
}

function Shown({ all, view }: { all: AllEvents; view: View }) {
  const texts = useTexts(officeDashboard);
  const { number } = useFormat();
  const chosen = all.events.find(({ id }) => id === view.eventId);
  const events = chosen ? [chosen] : all.events;
  return (
    <div className="flex flex-col gap-6">
      {all.more && !chosen && <Alert>{texts.tooMany(number(all.events.length))}</Alert>}
      <Kpis events={events} eventId={chosen?.id} />
      <Happened eventId={chosen?.id} days={view.days} />
    </div>
  );
}

function Happened({ eventId, days }: { eventId: string | undefined; days: number }) {
  const { data, error, refetch, isPlaceholderData } = useFigures({ eventId, days }, { live: true });
  if (!data) return error ? <ProblemAlert error={error} onRetry={() => void refetch()} /> : <Waiting />;
  const { figures, by } = data;
  return (
    <div aria-busy={isPlaceholderData} className="flex flex-col gap-6 aria-busy:opacity-60">
      <SalesCharts figures={figures} by={by} />
      <div className="grid grid-cols-1 items-start gap-6 xl:grid-cols-2">
        <Conversion figures={figures} by={by} />
        <ActivityList eventId={eventId} />
      </div>
      <TimeTable figures={figures} by={by} />
    </div>
  );
}

function Welcome() {
  const texts = useTexts(officeDashboard);
  const role = useRole();
  const create = role && manages(role) && (
    <ButtonLink href="/admin/events/create" prefetch={false}>
      <CalendarPlus aria-hidden className="size-5" />
      {texts.create}
    </ButtonLink>
  );
  return (
    <EmptyState icon={CalendarPlus} heading="h1" title={texts.emptyTitle} actions={create}>
      {texts.emptyText}
    </EmptyState>
  );
}

function Waiting() {
  return (
    <Loading className="flex flex-col gap-6">
      <div className="grid grid-cols-2 gap-4 lg:grid-cols-3">
        {["a", "b", "c", "d", "e", "f"].map((key) => (
          <Skeleton key={key} className="h-28" />
        ))}
      </div>
      <Skeleton className="h-72" />
    </Loading>
  );
}
