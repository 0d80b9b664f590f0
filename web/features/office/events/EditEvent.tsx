"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Alert, ProblemAlert } from "@/components/ui/Alert";
import { Button, ButtonLink } from "@/components/ui/Button";
import { toast } from "@/components/ui/Toast";
import { useTexts } from "@/lib/i18n";
import { common } from "@/lib/i18n/areas/common";
import { officeEvents } from "@/lib/i18n/areas/office-events";
import { useRole } from "@/lib/session";
import { manages } from "../shell/access";
import { PageHead } from "../shell/PageHead";
import { BackToEvents } from "./BackToEvents";
import { EventFields } from "./EventFields";
import type { OfficeEvent } from "./event";
import { changesOf, formOf } from "./eventForm";
import { OneEvent } from "./OneEvent";
import { useEventDeeds } from "./queries";
import { useEventForm } from "./useEventForm";

/** Changes what is said about an event. */
export function EditEvent({ id }: { id: string | null }) {
  return <OneEvent id={id}>{(event) => <EditPage event={event} />}</OneEvent>;
}

function EditPage({ event }: { event: OfficeEvent }) {
  const texts = useTexts(officeEvents);
  const role = useRole();
  const closed = event.status === "cancelled" ? texts.deeds.cancelledText : null;
  const refused = role && !manages(role) ? texts.notAllowed : closed;
  return (
    <>
      <PageHead
        title={texts.form.editTitle(event.name)}
        lead={texts.form.editLead}
        back={<BackToEvents event={event} />}
      />
      {refused ? <Alert tone="warning">{refused}</Alert> : <EditForm key={event.id} event={event} />}
    </>
  );
}

function EditForm({ event }: { event: OfficeEvent }) {
  const texts = useTexts(officeEvents).form;
  const shared = useTexts(common);
  const router = useRouter();
  const deeds = useEventDeeds();
  const at = `/admin/events/${event.id}`;
  const [start] = useState(() => formOf(event)); // what was read first: only what differs from it is sent
  const seated = event.totalSeats > 0;
  const { form, errors, error, busy, change, submit, element } = useEventForm({
    start,
    editing: true,
    seats: event.totalSeats,
    send: async (typed) => {
      const edit = changesOf(start, typed);
      const differs = Object.keys(edit).length > 0;
      if (differs) await deeds.edit(event.id, edit);
      toast(differs ? texts.saved : texts.same, differs ? "good" : "info");
      router.push(at);
    },
  });
  return (
    <form ref={element} noValidate onSubmit={submit} className="flex max-w-3xl flex-col gap-4">
      {error !== null && <ProblemAlert error={error} />}
      <EventFields form={form} errors={errors} onChange={change} seated={seated} editing />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" busy={busy}>
          {texts.editSubmit}
        </Button>
        <ButtonLink kind="secondary" href={at} prefetch={false}>
          {shared.cancel}
        </ButtonLink>
      </div>
    </form>
  );
}
