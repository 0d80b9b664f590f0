"use client";

import { Armchair } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Alert, ProblemAlert } from "@/components/ui/Alert";
import { Button } from "@/components/ui/Button";
import { EmptyState } from "@/components/ui/EmptyState";
import { Skeleton } from "@/components/ui/Skeleton";
import { Tabs } from "@/components/ui/Tabs";
import { useTexts } from "@/lib/i18n";
import { officeSeats } from "@/lib/i18n/areas/office-seats";
import { useRole } from "@/lib/session";
import { BackToEvents } from "../events/BackToEvents";
import type { OfficeEvent } from "../events/event";
import { manages } from "../shell/access";
import { PageHead } from "../shell/PageHead";
import { CapacityBadge } from "./CapacityBadge";
import { GenerateTab } from "./GenerateTab";
import { HouseTab } from "./HouseTab";
import { ImportTab } from "./ImportTab";
import { PricesTab } from "./PricesTab";
import { type OfficeMap, useOfficeMap } from "./queries";
import { type View, viewIn, views } from "./views";

/** What can be done with an event's seats, a view at a time. An event without seats begins with making some. */
export function SeatsOf({ event }: { event: OfficeEvent }) {
  const texts = useTexts(officeSeats);
  const role = useRole();
  const manager = role !== null && manages(role) && event.status !== "cancelled";
  const office = useOfficeMap(event.id);
  const [view, setView] = useState<View>(
    () => viewIn(window.location.search) ?? (event.totalSeats === 0 ? "generate" : "prices"),
  );
  const go = (next: View) => {
    setView(next);
    window.history.replaceState(null, "", `?view=${next}`); // so that a link and a reload lead to the same view
  };
  const there = office.map ? [...office.map.plan.sections.map(({ name }) => name), ...office.map.plan.categories] : [];
  const empty = (title: string, text: string) => (
    <EmptyState
      icon={Armchair}
      title={title}
      actions={
        manager && (
          <>
            <Button onClick={() => go("generate")}>{texts.tabs.generate}</Button>
            <Button kind="secondary" onClick={() => go("import")}>
              {texts.tabs.import}
            </Button>
          </>
        )
      }
    >
      {text}
    </EmptyState>
  );
  const content: Record<View, () => ReactNode> = {
    generate: () => <GenerateTab event={event} there={there} onGo={go} />,
    import: () => <ImportTab event={event} onGo={go} />,
    prices: () => (
      <WithPlan office={office} empty={empty(texts.prices.emptyTitle, texts.prices.emptyText)}>
        {(map) => <PricesTab event={event.id} map={map} version={office.version} />}
      </WithPlan>
    ),
    house: () => (
      <WithPlan office={office} empty={empty(texts.house.emptyTitle, texts.house.emptyText)}>
        {(map) => <HouseTab key={map.hash} event={event} map={map} version={office.version} manager={manager} />}
      </WithPlan>
    ),
  };
  const shown = manager ? views : (["house"] as const);
  return (
    <>
      <PageHead
        title={texts.title(event.name)}
        lead={texts.lead}
        back={<BackToEvents event={event} />}
        actions={<CapacityBadge seats={event.totalSeats} most={event.maxCapacity} />}
      />
      <div className="flex flex-col gap-4">
        {event.status === "cancelled" && <Alert tone="warning">{texts.cancelled}</Alert>}
        {!manager && event.status !== "cancelled" && <Alert>{texts.readOnly}</Alert>}
        <Tabs
          label={texts.views}
          value={manager ? view : "house"}
          onChange={(next) => go(next as View)}
          tabs={shown.map((key) => ({ key, label: texts.tabs[key], content: content[key]() }))}
        />
      </div>
    </>
  );
}

type WithPlanProps = {
  office: OfficeMap;
  empty: ReactNode;
  children: (map: NonNullable<OfficeMap["map"]>) => ReactNode;
};

function WithPlan({ office, empty, children }: WithPlanProps) {
  const texts = useTexts(officeSeats);
  if (office.map) return children(office.map);
  if (office.empty) return empty;
  if (office.error) return <ProblemAlert error={office.error} onRetry={office.retry} />;
  return (
    <section aria-busy="true" aria-label={texts.loading} className="flex flex-col gap-4">
      <Skeleton className="h-11" />
      <Skeleton className="h-96" />
    </section>
  );
}
