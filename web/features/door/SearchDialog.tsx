"use client";

import { useDeferredValue, useState } from "react";
import { Alert, ProblemAlert } from "@/components/ui/Alert";
import { Badge, type Tone } from "@/components/ui/Badge";
import { Button } from "@/components/ui/Button";
import { Sheet } from "@/components/ui/Dialog";
import { Field } from "@/components/ui/Field";
import { Input } from "@/components/ui/Input";
import { Skeleton } from "@/components/ui/Skeleton";
import type { Schemas } from "@/lib/api";
import { useTexts } from "@/lib/i18n";
import { door as area } from "@/lib/i18n/areas/door";
import { shortest, useFoundTickets } from "./queries";
import { placeOf } from "./words";

type Attendee = Schemas["FulfillmentAttendee"];
type Props = {
  open: boolean;
  eventId: string;
  online: boolean;
  onClose: () => void;
  onAdmit: (ticketNumber: string) => void;
};

/** Finds the ticket of somebody who cannot show it. */
export function SearchDialog({ open, onClose, online, ...rest }: Props) {
  const texts = useTexts(area).search;
  return (
    <Sheet open={open} onClose={onClose} title={texts.title}>
      {online ? <Search {...rest} /> : <Alert tone="warning">{texts.offline}</Alert>}
    </Sheet>
  );
}

function Search({ eventId, onAdmit }: Pick<Props, "eventId" | "onAdmit">) {
  const texts = useTexts(area).search;
  const [typed, setTyped] = useState("");
  const wanted = useDeferredValue(typed.trim());
  const { data, error, isFetching, refetch } = useFoundTickets(eventId, wanted);
  return (
    <div className="flex flex-col gap-4">
      <Field label={texts.label} hint={texts.hint}>
        {(control) => (
          <Input
            {...control}
            type="search"
            autoComplete="off"
            spellCheck={false}
            maxLength={200}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        )}
      </Field>
      {error && <ProblemAlert error={error} onRetry={() => void refetch()} />}
      {isFetching && !data && <Skeleton className="h-20" />}
      {data?.length === 0 && wanted.length >= shortest && <p className="text-muted">{texts.none}</p>}
      <ul className="flex flex-col divide-y divide-line">
        {data?.map((ticket) => (
          <Line key={ticket.id} ticket={ticket} onAdmit={onAdmit} />
        ))}
      </ul>
    </div>
  );
}

const tones: Record<Attendee["status"], Tone> = { valid: "good", used: "bad", cancelled: "bad" };

function Line({ ticket, onAdmit }: { ticket: Attendee; onAdmit: Props["onAdmit"] }) {
  const texts = useTexts(area).search;
  const { holder, email, ticketNumber, status } = ticket;
  const seat = placeOf(ticket);
  return (
    <li className="flex items-center gap-3 py-3">
      <div className="min-w-0 flex-1">
        <p className="font-medium">{holder}</p>
        <p className="text-sm text-muted">{`${seat} · ${ticketNumber}`}</p>
        {email && <p className="truncate text-sm text-muted">{email}</p>}
      </div>
      {status === "valid" ? (
        <Button size="small" aria-label={texts.admitNamed(seat, holder)} onClick={() => onAdmit(ticketNumber)}>
          {texts.admit}
        </Button>
      ) : (
        <Badge tone={tones[status]}>{texts.status[status]}</Badge>
      )}
    </li>
  );
}
