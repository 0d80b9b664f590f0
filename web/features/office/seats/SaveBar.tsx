"use client";

import { useState } from "react";
import { ProblemAlert } from "@/components/ui/Alert";
import { Button } from "@/components/ui/Button";
import { Dialog } from "@/components/ui/Dialog";
import { useFormat } from "@/lib/format";
import { useTexts } from "@/lib/i18n";
import { common } from "@/lib/i18n/areas/common";
import { officeSeats } from "@/lib/i18n/areas/office-seats";
import { countsOf, movedIn, revenueOf } from "./painting";
import { Totals } from "./Totals";
import type { PaintingControl } from "./usePainting";
import type { useSavePrices } from "./useSavePrices";

type SaveBarProps = {
  currency: string;
  painting: PaintingControl;
  save: ReturnType<typeof useSavePrices>;
  /** Nothing is wrong with what is painted. */
  sound: boolean;
};

/** What the plan would bring, what is not saved, and saving it. Stays in sight. */
export function SaveBar({ currency, painting, save, sound }: SaveBarProps) {
  const texts = useTexts(officeSeats);
  const shared = useTexts(common);
  const own = texts.prices;
  const format = useFormat();
  const [sure, setSure] = useState(false);
  const { base, now, counts, changes, dirty } = painting;
  const moved = movedIn(changes);
  const movedText = own.moved(moved, format.number(moved));
  const changedText = own.changed(changes.categories.length);
  const revenue = format.money(revenueOf(now, counts, currency), currency);
  const unsaved = sound ? `${own.unsaved}: ${movedText}, ${changedText}` : own.fix;
  const saved = save.isSuccess ? `${own.saved} ${own.kept(save.data, format.number(save.data))}` : own.nothing;
  const state = dirty ? unsaved : saved;
  const submit = () => {
    setSure(false);
    save.mutate({ changes, saved: painting.saved });
  };
  return (
    <>
      <div className="sticky bottom-0 z-20 -mx-4 flex flex-wrap items-center justify-between gap-3 border-t border-line bg-surface/95 px-4 py-3 backdrop-blur-sm sm:-mx-6 sm:px-6 lg:-mx-8 lg:px-8">
        {save.isError && <ProblemAlert error={save.error} className="w-full" />}
        <div className="min-w-0 flex-1 basis-60">
          <p className="tabular-nums">
            <span className="text-sm text-muted">{texts.revenue}: </span>
            <span className="font-semibold">{revenue}</span>
          </p>
          <p className="text-sm text-muted" role="status">
            {state}
          </p>
        </div>
        <div className="flex gap-2">
          <Button kind="secondary" disabled={!dirty || save.isPending} onClick={painting.discard}>
            {own.discard}
          </Button>
          <Button disabled={!dirty || !sound} busy={save.isPending} onClick={() => setSure(true)}>
            {own.save}
          </Button>
        </div>
      </div>
      <Dialog
        open={sure}
        onClose={() => setSure(false)}
        title={own.confirmTitle}
        description={own.confirm(movedText, changedText)}
        actions={
          <>
            <Button kind="secondary" onClick={() => setSure(false)}>
              {shared.cancel}
            </Button>
            <Button onClick={submit}>{own.save}</Button>
          </>
        }
      >
        <Totals
          items={[
            { name: own.from, value: format.money(revenueOf(base, countsOf(base), currency), currency) },
            { name: own.to, value: revenue },
          ]}
        />
      </Dialog>
    </>
  );
}
