"use client";

import { useState } from "react";
import type { PlanDocument } from "@/components/plan/model/plan";
import { Alert, ProblemAlert } from "@/components/ui/Alert";
import { Button } from "@/components/ui/Button";
import { Card } from "@/components/ui/Card";
import { Dialog } from "@/components/ui/Dialog";
import { useFormat } from "@/lib/format";
import { useTexts } from "@/lib/i18n";
import { common } from "@/lib/i18n/areas/common";
import { officeSeats } from "@/lib/i18n/areas/office-seats";
import type { OfficeEvent } from "../events/event";
import { CapacityBadge } from "./CapacityBadge";
import { CategoryPrices } from "./CategoryPrices";
import { PlanDrop } from "./PlanDrop";
import { PlanPreview } from "./PlanPreview";
import { PreviewPart } from "./PreviewPart";
import { badPrices, largestPlan, type PlanForm, type PlanQuery, planForm, planQuery, revenueOf } from "./planForm";
import { Totals } from "./Totals";
import { useImport } from "./useImport";
import type { View } from "./views";

/** Brings a drawn plan in the place of all seats that the event has. */
export function ImportTab({ event, onGo }: { event: OfficeEvent; onGo: (view: View) => void }) {
  const texts = useTexts(officeSeats);
  const shared = useTexts(common);
  const own = texts.import;
  const format = useFormat();
  const [file, setFile] = useState<File | null>(null);
  const [form, setForm] = useState<PlanForm>({});
  const [sure, setSure] = useState(false);
  const { preview, bring } = useImport(event.id);
  const tooLarge = file !== null && file.size > largestPlan;
  const plan = preview.data;
  const seats = plan?.categories.reduce((sum, category) => sum + category.seats, 0) ?? 0;
  const taken = event.reservedSeats + event.soldSeats;
  const query = planQuery(form, event.currency);

  const look = (chosen: File, said: PlanForm) =>
    preview.mutate(
      { file: chosen, query: planQuery(said, event.currency) },
      {
        onSuccess(doc) {
          const names = doc.categories.map(({ name }) => name);
          setForm((before) => planForm(names, event.basePrice, before));
        },
      },
    );
  const choose = (chosen: File) => {
    setFile(chosen);
    bring.reset();
    preview.reset();
    if (chosen.size <= largestPlan) look(chosen, {}); // its categories are not known before
  };
  const submit = () => {
    setSure(false);
    if (!file) return;
    bring.mutate(
      { file, query },
      {
        onSuccess() {
          setFile(null);
          preview.reset();
        },
      },
    );
  };
  // Prices do not change the drawing: only marks make a preview old.
  const marks = ({ accessible, companion }: PlanQuery) => JSON.stringify([accessible, companion]);
  const stale = preview.variables !== undefined && marks(preview.variables.query) !== marks(query);

  return (
    <div className="flex flex-col gap-6">
      {bring.isSuccess && (
        <Alert
          tone="good"
          title={own.done(format.number(bring.data))}
          actions={
            <Button kind="secondary" onClick={() => onGo("prices")}>
              {texts.generate.toPrices}
            </Button>
          }
        >
          {texts.generate.doneText}
        </Alert>
      )}
      {event.totalSeats > 0 && (
        <Alert tone={taken > 0 ? "warning" : "info"}>
          <p>{own.replaces}</p>
          {taken > 0 && <p className="font-medium">{own.taken(taken, format.number(taken))}</p>}
        </Alert>
      )}
      <PlanDrop file={file} onFile={choose} />
      {tooLarge && <Alert tone="bad">{own.tooLarge}</Alert>}
      {file && plan && (
        <>
          <CategoryPrices plan={plan} form={form} onChange={setForm} />
          <Card className="flex flex-wrap items-end justify-between gap-4">
            <div className="flex flex-col gap-3">
              <Totals
                items={[
                  { name: texts.count, value: format.number(seats) },
                  {
                    name: texts.revenue,
                    value: format.money(revenueOf(form, plan.categories, event.currency), event.currency),
                  },
                ]}
              />
              <div>
                <CapacityBadge seats={seats} most={event.maxCapacity} />
              </div>
            </div>
            <Button
              busy={bring.isPending}
              disabled={badPrices(form, event.currency).length > 0}
              onClick={() => setSure(true)}
            >
              {own.submit}
            </Button>
          </Card>
        </>
      )}
      {bring.isError && <ProblemAlert error={bring.error} />}
      {file && !tooLarge && (
        <PreviewPart asked={preview} stale={stale} onAgain={() => look(file, form)}>
          {(doc: PlanDocument) => <PlanPreview plan={doc} counts={false} />}
        </PreviewPart>
      )}
      <Dialog
        open={sure}
        onClose={() => setSure(false)}
        title={own.confirmTitle}
        description={
          event.totalSeats === 0
            ? own.confirmFirst(format.number(seats))
            : own.confirm(format.number(event.totalSeats), format.number(seats))
        }
        actions={
          <>
            <Button kind="secondary" onClick={() => setSure(false)}>
              {shared.cancel}
            </Button>
            <Button kind={event.totalSeats === 0 ? "primary" : "danger"} onClick={submit}>
              {event.totalSeats === 0 ? own.goFirst : own.go}
            </Button>
          </>
        }
      />
    </div>
  );
}
