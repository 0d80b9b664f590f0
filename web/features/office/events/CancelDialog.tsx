"use client";

import { useState } from "react";
import { ProblemAlert } from "@/components/ui/Alert";
import { Button } from "@/components/ui/Button";
import { Dialog } from "@/components/ui/Dialog";
import { Field } from "@/components/ui/Field";
import { Input } from "@/components/ui/Input";
import { useFormat } from "@/lib/format";
import { useTexts } from "@/lib/i18n";
import { officeEvents } from "@/lib/i18n/areas/office-events";
import { sameName } from "./cancel";
import type { OfficeEvent } from "./event";
import { usePaidOrders } from "./usePaidOrders";

type CancelProps = {
  event: OfficeEvent;
  open: boolean;
  busy: boolean;
  error: unknown;
  onClose: () => void;
  onRun: () => void;
};

/** Asks before an event is cancelled: who is paid back how much, that it is for good, and its name, which no slip of a finger types. */
export function CancelDialog({ event, open, busy, error, onClose, onRun }: CancelProps) {
  const texts = useTexts(officeEvents).deeds;
  const [typed, setTyped] = useState("");
  const ready = sameName(typed, event.name);
  const close = () => {
    setTyped("");
    onClose();
  };
  const actions = (
    <>
      <Button kind="secondary" onClick={close}>
        {texts.keep}
      </Button>
      <Button kind="danger" type="submit" form="cancel-event" busy={busy} disabled={!ready}>
        {texts.confirm}
      </Button>
    </>
  );
  return (
    <Dialog open={open} onClose={close} title={texts.cancelTitle(event.name)} actions={actions}>
      <div className="flex flex-col gap-4">
        <Consequences event={event} />
        {error !== null && <ProblemAlert error={error} />}
        <form
          id="cancel-event"
          noValidate
          onSubmit={(submitted) => {
            submitted.preventDefault();
            if (ready) onRun();
          }}
        >
          <Field label={texts.typeName} hint={texts.typeNameHint(event.name)}>
            {(control) => (
              <Input
                {...control}
                autoComplete="off"
                spellCheck={false}
                value={typed}
                onChange={(change) => setTyped(change.target.value)}
              />
            )}
          </Field>
        </form>
      </div>
    </Dialog>
  );
}

function Consequences({ event }: { event: OfficeEvent }) {
  const texts = useTexts(officeEvents).deeds;
  const { money, number } = useFormat();
  const buyers = useBuyers(event);
  const worth = money(event.revenue ?? 0, event.currency);
  return (
    <ul className="flex list-disc flex-col gap-2 pl-5">
      <li aria-live="polite">{buyers}</li>
      {event.soldSeats > 0 && <li>{texts.seats(event.soldSeats, number(event.soldSeats), worth)}</li>}
      {event.reservedSeats > 0 && <li>{texts.held(event.reservedSeats, number(event.reservedSeats))}</li>}
      {event.soldSeats > 0 && <li>{texts.tickets}</li>}
      <li className="font-semibold">{texts.forGood}</li>
    </ul>
  );
}

/** How many get their money back, in words. */
function useBuyers(event: OfficeEvent): string {
  const texts = useTexts(officeEvents).deeds;
  const { number } = useFormat();
  const { data: orders, isError } = usePaidOrders(event);
  if (isError) return event.soldSeats === 0 ? texts.noBuyers : texts.uncounted;
  if (orders === undefined) return texts.counting;
  return orders === 0 ? texts.noBuyers : texts.buyers(orders, number(orders));
}
