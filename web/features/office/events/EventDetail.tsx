"use client";

import { Armchair, ExternalLink, Pencil } from "lucide-react";
import { ButtonLink } from "@/components/ui/Button";
import { EmptyState } from "@/components/ui/EmptyState";
import { useTexts } from "@/lib/i18n";
import { officeEvents } from "@/lib/i18n/areas/office-events";
import { useRole } from "@/lib/session";
import { manages } from "../shell/access";
import { PageHead } from "../shell/PageHead";
import { BackToEvents } from "./BackToEvents";
import { EventFacts } from "./EventFacts";
import { EventFigures } from "./EventFigures";
import type { OfficeEvent } from "./event";
import { OneEvent } from "./OneEvent";
import { SaleDeeds } from "./SaleDeeds";
import { StandingBadge } from "./StandingBadge";

/** An event as the house sees it: its figures, what is said about it, and what can be done. */
export function EventDetail({ id }: { id: string | null }) {
  return <OneEvent id={id}>{(event) => <Told event={event} />}</OneEvent>;
}

function Told({ event }: { event: OfficeEvent }) {
  const role = useRole();
  const managing = role !== null && manages(role);
  const title = (
    <>
      {event.name} <StandingBadge event={event} />
    </>
  );
  const changeable = managing && event.status !== "cancelled";
  return (
    <>
      <PageHead title={title} back={<BackToEvents />} actions={<Links event={event} changeable={changeable} />} />
      <div className="flex flex-col gap-6">
        {event.totalSeats === 0 ? <NoSeats event={event} changeable={changeable} /> : <EventFigures event={event} />}
        <div className="grid grid-cols-1 items-start gap-6 xl:grid-cols-2">
          <EventFacts event={event} />
          {managing && <SaleDeeds event={event} />}
        </div>
      </div>
    </>
  );
}

function Links({ event, changeable }: { event: OfficeEvent; changeable: boolean }) {
  const texts = useTexts(officeEvents);
  const at = `/admin/events/${event.id}`;
  return (
    <>
      <ButtonLink kind="secondary" href={`/events/${event.id}`} prefetch={false}>
        <ExternalLink aria-hidden className="size-5" />
        {texts.detail.shopPage}
      </ButtonLink>
      {changeable && (
        <>
          <ButtonLink kind="secondary" href={`${at}/seats`} prefetch={false}>
            <Armchair aria-hidden className="size-5" />
            {texts.seats}
          </ButtonLink>
          <ButtonLink kind="secondary" href={`${at}/edit`} prefetch={false}>
            <Pencil aria-hidden className="size-5" />
            {texts.edit}
          </ButtonLink>
        </>
      )}
    </>
  );
}

function NoSeats({ event, changeable }: { event: OfficeEvent; changeable: boolean }) {
  const texts = useTexts(officeEvents).detail;
  const make = changeable && (
    <ButtonLink href={`/admin/events/${event.id}/seats`} prefetch={false}>
      {texts.makeSeats}
    </ButtonLink>
  );
  return (
    <EmptyState icon={Armchair} title={texts.noSeatsTitle} actions={make}>
      {texts.noSeatsText}
    </EmptyState>
  );
}
