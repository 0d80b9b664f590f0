"use client";

import { type ReactNode, useState } from "react";
import { Alert, ProblemAlert } from "@/components/ui/Alert";
import { Button } from "@/components/ui/Button";
import { Card } from "@/components/ui/Card";
import { Dialog } from "@/components/ui/Dialog";
import { toast } from "@/components/ui/Toast";
import { serverNow } from "@/lib/clock/clock";
import { useTexts } from "@/lib/i18n";
import { officeEvents } from "@/lib/i18n/areas/office-events";
import { useDeed } from "@/lib/useDeed";
import { CancelDialog } from "./CancelDialog";
import type { OfficeEvent } from "./event";
import { type Deed, useEventDeeds } from "./queries";

/** Puts an event on sale, takes it off, or ends it for good; each says what it means before it is done. */
export function SaleDeeds({ event }: { event: OfficeEvent }) {
  const texts = useTexts(officeEvents).deeds;
  const [asking, setAsking] = useState<"deactivate" | "cancel" | null>(null);
  const said = { deactivate: texts.deactivated, reactivate: texts.reactivated, cancel: texts.cancelled };
  const { change } = useEventDeeds();
  const { run, busy, error, forget } = useDeed(async (deed: Deed) => {
    await change(event.id, deed);
    setAsking(null);
    toast(said[deed]);
  });
  const ask = (deed: "deactivate" | "cancel") => {
    forget(); // why another deed was refused
    setAsking(deed);
  };
  const stop = () => setAsking(null);
  if (event.status === "cancelled") return <Alert tone="info">{texts.cancelledText}</Alert>;
  return (
    <Card className="flex flex-col gap-5">
      <h2 className="text-lg font-semibold">{texts.title}</h2>
      {error !== null && asking === null && <ProblemAlert error={error} />}
      {event.status === "active" ? (
        <DeedLine text={texts.deactivateText}>
          <Button kind="secondary" onClick={() => ask("deactivate")}>
            {texts.deactivate}
          </Button>
        </DeedLine>
      ) : (
        <Reactivate event={event} busy={busy} onRun={() => void run("reactivate")} />
      )}
      <DeedLine text={texts.cancelText}>
        <Button kind="danger" onClick={() => ask("cancel")}>
          {texts.cancel}
        </Button>
      </DeedLine>
      <DeactivateDialog
        name={event.name}
        open={asking === "deactivate"}
        busy={busy}
        error={error}
        onClose={stop}
        onRun={() => void run("deactivate")}
      />
      <CancelDialog
        event={event}
        open={asking === "cancel"}
        busy={busy}
        error={error}
        onClose={stop}
        onRun={() => void run("cancel")}
      />
    </Card>
  );
}

function DeedLine({ text, children }: { text: string; children: ReactNode }) {
  return (
    <div className="flex flex-col items-start gap-2">
      <p className="text-pretty text-muted">{text}</p>
      {children}
    </div>
  );
}

function Reactivate({ event, busy, onRun }: { event: OfficeEvent; busy: boolean; onRun: () => void }) {
  const texts = useTexts(officeEvents).deeds;
  const over = Date.parse(event.eventDate) <= serverNow();
  if (over) return <p className="text-pretty text-muted">{texts.over}</p>;
  return (
    <DeedLine text={texts.reactivateText}>
      <Button busy={busy} onClick={onRun}>
        {texts.reactivate}
      </Button>
    </DeedLine>
  );
}

type AskProps = { name: string; open: boolean; busy: boolean; error: unknown; onClose: () => void; onRun: () => void };

function DeactivateDialog({ name, open, busy, error, onClose, onRun }: AskProps) {
  const texts = useTexts(officeEvents).deeds;
  const actions = (
    <>
      <Button kind="secondary" onClick={onClose}>
        {texts.keep}
      </Button>
      <Button busy={busy} onClick={onRun}>
        {texts.deactivate}
      </Button>
    </>
  );
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={texts.deactivateTitle(name)}
      description={texts.deactivateAsk}
      actions={actions}
    >
      {error !== null && <ProblemAlert error={error} />}
    </Dialog>
  );
}
