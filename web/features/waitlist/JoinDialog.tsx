"use client";

import { type FormEvent, useId, useState } from "react";
import { Button } from "@/components/ui/Button";
import { Dialog } from "@/components/ui/Dialog";
import { useTexts } from "@/lib/i18n";
import { common } from "@/lib/i18n/areas/common";
import { waitlist } from "@/lib/i18n/areas/waitlist";
import { InSight } from "./InSight";
import { JoinDone, JoinRefusal } from "./JoinAnswer";
import { useJoin } from "./useJoin";
import { WishFields } from "./WishFields";
import { emptyWish, faultsOf, isSound, noFaults, type WishForm } from "./wishForm";

/** What the dialog has to know of an event. */
export type JoinEvent = { id: string; name: string; currency: string; maxPerCustomer: number | null };

type JoinDialogProps = {
  event: JoinEvent;
  open: boolean;
  onClose: () => void;
  /** The sections to choose from; none: only "anywhere". */
  sections?: readonly { code: string; name: string }[];
  /** What the form begins with. */
  wish?: Partial<WishForm>;
  /** Leads to the seats, should some be free; else the dialog just closes. */
  onSeats?: () => void;
};

const usualLimit = 6; // seats per customer, where the event names no other limit

/** Asks what somebody wants, and takes a place in line for them. */
export function JoinDialog({ event, open, onClose, sections = [], wish, onSeats }: JoinDialogProps) {
  const texts = useTexts(waitlist).join;
  const shared = useTexts(common);
  const formId = useId();
  const limit = event.maxPerCustomer || usualLimit;
  const [form, setForm] = useState<WishForm>({ ...emptyWish, ...wish });
  const [faults, setFaults] = useState(noFaults);
  const join = useJoin(event.id);

  const submit = (submitted: FormEvent) => {
    submitted.preventDefault();
    const found = faultsOf(form, limit);
    setFaults(found);
    if (isSound(found) && !join.isPending) join.mutate(form);
  };
  const close = () => {
    join.reset();
    setFaults(noFaults);
    onClose();
  };
  const seeSeats = () => {
    close();
    onSeats?.();
  };
  const change = (part: Partial<WishForm>) => {
    setForm((had) => ({ ...had, ...part }));
    setFaults(noFaults);
    if (join.isError) join.reset();
  };

  const joined = join.data;
  const actions = joined ? (
    <Button onClick={close}>{shared.close}</Button>
  ) : (
    <>
      <Button kind="secondary" onClick={close}>
        {shared.cancel}
      </Button>
      <Button type="submit" form={formId} busy={join.isPending}>
        {texts.submit}
      </Button>
    </>
  );
  return (
    <Dialog
      open={open}
      onClose={close}
      title={texts.title}
      description={joined ? undefined : texts.lead(event.name)}
      actions={actions}
    >
      {joined ? (
        <JoinDone position={joined.position} email={form.email.trim()} />
      ) : (
        <form id={formId} noValidate onSubmit={submit} className="flex flex-col gap-4">
          <WishFields
            form={form}
            faults={faults}
            limit={limit}
            currency={event.currency}
            sections={sections}
            onChange={change}
          />
          {join.isError && (
            <InSight>
              <JoinRefusal error={join.error} onSeats={seeSeats} />
            </InSight>
          )}
        </form>
      )}
    </Dialog>
  );
}
