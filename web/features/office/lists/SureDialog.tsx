"use client";

import type { ReactNode } from "react";
import { ProblemAlert } from "@/components/ui/Alert";
import { Button } from "@/components/ui/Button";
import { Dialog } from "@/components/ui/Dialog";
import { useTexts } from "@/lib/i18n";
import { common } from "@/lib/i18n/areas/common";
import type { Deed } from "@/lib/useDeed";

/** What a deed does to one thing: "Money", "€ 91 goes back". */
export type Effect = readonly [what: string, outcome: string];

type SureProps = {
  open: boolean;
  onClose: () => void;
  title: string;
  lead?: string;
  effects?: readonly Effect[];
  /** The deed's own words, on the button that does it. */
  confirm: string;
  /** False while something has to be chosen first. */
  ready?: boolean;
  harmless?: boolean;
  deed: Deed;
  children?: ReactNode;
};

/** Asks before a deed, and says what it will do. It stays open while the deed runs and when it was refused, with the reason. */
export function SureDialog({
  open,
  onClose,
  title,
  lead,
  effects = [],
  confirm,
  ready = true,
  harmless,
  deed,
  children,
}: SureProps) {
  const shared = useTexts(common);
  const close = () => {
    if (deed.busy) return; // the answer is worth waiting for
    deed.forget();
    onClose();
  };
  const go = async () => {
    if (ready && (await deed.run())) onClose();
  };
  const actions = (
    <>
      <Button kind="secondary" onClick={close} disabled={deed.busy}>
        {shared.back}
      </Button>
      <Button kind={harmless ? "primary" : "danger"} busy={deed.busy} aria-disabled={!ready} onClick={go}>
        {confirm}
      </Button>
    </>
  );
  return (
    <Dialog open={open} onClose={close} title={title} description={lead} actions={actions}>
      {effects.length > 0 && <Effects effects={effects} />}
      {children}
      {deed.error !== null && <ProblemAlert error={deed.error} className="mt-4" />}
    </Dialog>
  );
}

function Effects({ effects }: { effects: readonly Effect[] }) {
  return (
    <dl className="grid gap-3 sm:grid-cols-[auto_1fr] sm:gap-x-6">
      {effects.map(([what, outcome]) => (
        <div key={what} className="contents">
          <dt className="font-semibold">{what}</dt>
          <dd className="text-pretty max-sm:-mt-2">{outcome}</dd>
        </div>
      ))}
    </dl>
  );
}
