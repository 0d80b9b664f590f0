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
import { emptyForm, newEventOf } from "./eventForm";
import { useEventDeeds } from "./queries";
import { useEventForm } from "./useEventForm";
import { ownZone } from "./zone";

/** Makes an event, and leads on to its seats. */
export function CreateEvent() {
  const texts = useTexts(officeEvents);
  const shared = useTexts(common);
  const router = useRouter();
  const deeds = useEventDeeds();
  const role = useRole();
  const [start] = useState(() => emptyForm(ownZone()));
  const { form, errors, error, busy, change, submit, element } = useEventForm({
    start,
    send: async (typed) => {
      const made = await deeds.create(newEventOf(typed));
      toast(texts.form.created(made.name));
      router.push(`/admin/events/${made.id}/seats`);
    },
  });
  const head = <PageHead title={texts.form.createTitle} lead={texts.form.createLead} back={<BackToEvents />} />;
  if (role && !manages(role)) {
    return (
      <>
        {head}
        <Alert tone="warning">{texts.notAllowed}</Alert>
      </>
    );
  }
  return (
    <>
      {head}
      <form ref={element} noValidate onSubmit={submit} className="flex max-w-3xl flex-col gap-4">
        {error !== null && <ProblemAlert error={error} />}
        <EventFields form={form} errors={errors} onChange={change} />
        <div className="flex flex-wrap gap-2">
          <Button type="submit" busy={busy}>
            {texts.form.createSubmit}
          </Button>
          <ButtonLink kind="secondary" href="/admin/events" prefetch={false}>
            {shared.cancel}
          </ButtonLink>
        </div>
      </form>
    </>
  );
}
