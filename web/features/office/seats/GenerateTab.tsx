"use client";

import { Armchair, Plus } from "lucide-react";
import { useState } from "react";
import type { PlanDocument } from "@/components/plan/model/plan";
import { Alert, ProblemAlert } from "@/components/ui/Alert";
import { Button } from "@/components/ui/Button";
import { Card } from "@/components/ui/Card";
import { EmptyState } from "@/components/ui/EmptyState";
import { announce } from "@/components/ui/LiveRegion";
import { answer, api } from "@/lib/api";
import { useFormat } from "@/lib/format";
import { useTexts } from "@/lib/i18n";
import { officeSeats } from "@/lib/i18n/areas/office-seats";
import type { OfficeEvent } from "../events/event";
import { CapacityBadge } from "./CapacityBadge";
import { PlanPreview } from "./PlanPreview";
import { PreviewPart } from "./PreviewPart";
import { planIn } from "./planIn";
import { useSeatsChanged } from "./queries";
import { SectionRow } from "./SectionRow";
import { bodyOf, faultsOf, newSection, nextName, type SectionFault, type SectionForm, totalsOf } from "./sections";
import { Totals } from "./Totals";
import { useSending } from "./useSending";
import type { View } from "./views";

const noFaults: ReadonlySet<SectionFault> = new Set();

type GenerateTabProps = {
  event: OfficeEvent;
  /** Names of the sections and categories that the event has. */
  there: readonly string[];
  onGo: (view: View) => void;
};

/** Makes seats by sections, beside those that the event has. */
export function GenerateTab({ event, there, onGo }: GenerateTabProps) {
  const texts = useTexts(officeSeats);
  const format = useFormat();
  const own = texts.generate;
  const changed = useSeatsChanged(event.id);
  const [sections, setSections] = useState<readonly SectionForm[]>(() => [newSection(1, nextName(there))]);
  const [checked, setChecked] = useState(false); // from the first sending on, faults are said as they are typed
  const base = { price: event.basePrice, currency: event.currency };
  const totals = totalsOf(sections, base);
  const faults = sections.map((section) => faultsOf(section, sections, there));
  const sound = sections.length > 0 && faults.every((each) => each.size === 0);
  const params = { path: { id: event.id } };

  const preview = useSending(async (body: ReturnType<typeof bodyOf>) => {
    const query = { preview: true };
    return planIn(await answer(api.POST("/admin/events/{id}/seats", { params: { ...params, query }, body })));
  });
  const generate = useSending(async (body: ReturnType<typeof bodyOf>, key) => {
    const header = { "Idempotency-Key": key };
    const made = await answer(api.POST("/admin/events/{id}/seats", { params: { ...params, header }, body }));
    await changed();
    return made.totalSeatsGenerated;
  });
  const ready = (deed: (body: ReturnType<typeof bodyOf>) => void) => () => {
    setChecked(true);
    generate.reset();
    if (sound) deed(bodyOf(sections));
    else announce(own.fix, "now");
  };
  const submit = (body: ReturnType<typeof bodyOf>) =>
    generate.mutate(body, {
      onSuccess() {
        preview.reset();
        setChecked(false);
        setSections([]);
      },
    });

  const change = (key: number, next: Partial<SectionForm>) =>
    setSections(sections.map((section) => (section.key === key ? { ...section, ...next } : section)));
  const add = () => {
    const key = Math.max(0, ...sections.map((section) => section.key)) + 1;
    setSections([...sections, newSection(key, nextName([...there, ...sections.map(({ name }) => name)]))]);
  };
  const addButton = (
    <Button kind="secondary" onClick={add}>
      <Plus aria-hidden className="size-4" /> {own.add}
    </Button>
  );
  return (
    <div className="flex flex-col gap-6">
      {generate.isSuccess ? (
        <Alert
          tone="good"
          title={own.done(generate.data, format.number(generate.data))}
          actions={
            <Button kind="secondary" onClick={() => onGo("prices")}>
              {own.toPrices}
            </Button>
          }
        >
          {own.doneText}
        </Alert>
      ) : event.totalSeats === 0 ? (
        <Alert
          title={own.emptyTitle}
          actions={
            <Button kind="secondary" onClick={() => onGo("import")}>
              {own.toImport}
            </Button>
          }
        >
          {own.emptyText}
        </Alert>
      ) : (
        <p className="max-w-prose text-pretty text-muted">{own.more}</p>
      )}
      <section aria-label={own.sections} className="flex flex-col gap-3">
        {sections.length === 0 ? (
          <EmptyState icon={Armchair} title={own.noneTitle} actions={addButton}>
            {own.noneText}
          </EmptyState>
        ) : (
          <>
            {sections.map((section, place) => (
              <SectionRow
                key={section.key}
                section={section}
                base={base}
                faults={checked ? (faults[place] ?? noFaults) : noFaults}
                onChange={(next) => change(section.key, next)}
                onRemove={() => setSections(sections.filter(({ key }) => key !== section.key))}
              />
            ))}
            <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
              {addButton}
              <p className="text-sm text-pretty text-muted">
                {own.basePrice(format.money(event.basePrice, event.currency))}
              </p>
            </div>
          </>
        )}
      </section>
      {sections.length > 0 && (
        <>
          <Card className="flex flex-wrap items-end justify-between gap-4">
            <div className="flex flex-col gap-3">
              <Totals
                items={[
                  { name: own.newSeats, value: format.number(totals.seats) },
                  { name: texts.revenue, value: format.money(totals.revenue, event.currency) },
                ]}
              />
              <div>
                <CapacityBadge seats={event.totalSeats + totals.seats} most={event.maxCapacity} />
              </div>
            </div>
            <div className="flex flex-wrap gap-2">
              <Button kind="secondary" busy={preview.isPending} onClick={ready(preview.mutate)}>
                {texts.preview.show}
              </Button>
              <Button busy={generate.isPending} onClick={ready(submit)}>
                {own.submit(totals.seats, format.number(totals.seats))}
              </Button>
            </div>
            {checked && !sound && (
              <p className="w-full font-medium text-danger-ink" role="status">
                {own.fix}
              </p>
            )}
          </Card>
          {generate.isError && <ProblemAlert error={generate.error} />}
          <PreviewPart
            asked={preview}
            stale={JSON.stringify(preview.variables) !== JSON.stringify(bodyOf(sections))}
            onAgain={ready(preview.mutate)}
          >
            {(plan: PlanDocument) => <PlanPreview plan={plan} />}
          </PreviewPart>
        </>
      )}
    </div>
  );
}
