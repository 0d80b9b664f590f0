"use client";

import { CalendarX } from "lucide-react";
import { type FormEvent, useState } from "react";
import { ProblemAlert } from "@/components/ui/Alert";
import { Button } from "@/components/ui/Button";
import { Card } from "@/components/ui/Card";
import { Checkbox } from "@/components/ui/Checkbox";
import { EmptyState } from "@/components/ui/EmptyState";
import { Field } from "@/components/ui/Field";
import { Input } from "@/components/ui/Input";
import { Skeleton } from "@/components/ui/Skeleton";
import { useFormat } from "@/lib/format";
import { useTexts } from "@/lib/i18n";
import { common } from "@/lib/i18n/areas/common";
import { door as area } from "@/lib/i18n/areas/door";
import { choose } from "./place";
import { useDoorEvents } from "./queries";
import type { DoorEvent, Place } from "./store/records";

/** Where this device stands: its event and gate. */
export function Setup({ present, onDone }: { present: Place | null; onDone: () => void }) {
  const { setup: texts, install } = useTexts(area);
  const shared = useTexts(common);
  const [event, setEvent] = useState<DoorEvent | null>(present?.event ?? null);
  const [missing, setMissing] = useState(false);
  const submit = (submitted: FormEvent<HTMLFormElement>) => {
    submitted.preventDefault();
    const gate = new FormData(submitted.currentTarget).get("gate");
    setMissing(event === null);
    if (event === null) return;
    void choose({ event, gate: typeof gate === "string" ? gate.trim() : "" }).then(onDone);
  };
  return (
    <form method="post" noValidate onSubmit={submit} className="mx-auto flex w-full max-w-xl flex-col gap-6">
      <header>
        <h1 className="text-2xl font-semibold tracking-tight">{texts.title}</h1>
        <p className="text-pretty text-muted">{texts.lead}</p>
      </header>
      <Events
        chosen={event}
        missing={missing}
        onChoose={(chosen) => {
          setEvent(chosen);
          setMissing(false);
        }}
      />
      <Field label={texts.gate} hint={texts.gateHint} optional>
        {(control) => (
          <Input {...control} name="gate" defaultValue={present?.gate} maxLength={100} autoComplete="off" />
        )}
      </Field>
      <p className="text-sm text-pretty text-muted">{install}</p>
      <div className="flex flex-wrap gap-2">
        <Button type="submit">{texts.open}</Button>
        {present && (
          <Button kind="secondary" onClick={onDone}>
            {shared.cancel}
          </Button>
        )}
      </div>
    </form>
  );
}

type EventsProps = { chosen: DoorEvent | null; missing: boolean; onChoose: (event: DoorEvent) => void };

function Events({ chosen, missing, onChoose }: EventsProps) {
  const texts = useTexts(area).setup;
  const [search, setSearch] = useState("");
  const { data, error, isPending, refetch } = useDoorEvents(search);
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="mb-2 text-sm font-medium">{texts.events}</legend>
      <Field label={texts.search} labelHidden error={missing ? texts.missing : null}>
        {(control) => (
          <Input
            {...control}
            type="search"
            placeholder={texts.search}
            value={search}
            onChange={(event) => setSearch(event.target.value)}
          />
        )}
      </Field>
      {error && <ProblemAlert error={error} onRetry={() => void refetch()} />}
      {isPending && <Skeleton className="h-32" />}
      {data?.length === 0 && (
        <EmptyState icon={CalendarX} title={texts.none}>
          {texts.noneText}
        </EmptyState>
      )}
      {data && data.length > 0 && (
        <Card className="max-h-96 overflow-y-auto py-1 sm:py-2">
          {data.map((event) => (
            <Checkbox
              key={event.id}
              radio
              name="event"
              checked={event.id === chosen?.id}
              onChange={() => onChoose(event)}
              label={<strong className="font-medium">{event.name}</strong>}
              hint={<When event={event} />}
            />
          ))}
        </Card>
      )}
    </fieldset>
  );
}

function When({ event: { venue, startsAt, timeZone } }: { event: DoorEvent }) {
  const format = useFormat();
  return <>{`${format.date(new Date(startsAt).toISOString(), "short", timeZone)} · ${venue}`}</>;
}
