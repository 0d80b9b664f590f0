"use client";

import { type FormEvent, useState } from "react";
import { Alert, ProblemAlert } from "@/components/ui/Alert";
import { Button } from "@/components/ui/Button";
import { Card } from "@/components/ui/Card";
import { Field } from "@/components/ui/Field";
import { Input } from "@/components/ui/Input";
import { announce } from "@/components/ui/LiveRegion";
import { serverNow } from "@/lib/clock/clock";
import { useFormat } from "@/lib/format";
import { useTexts } from "@/lib/i18n";
import { officeSeats } from "@/lib/i18n/areas/office-seats";
import { timeAt } from "../events/zone";
import { type HouseFault, houseFaults, longestNote } from "./houseForm";

type HoldFormProps = {
  /** How many seats are chosen. */
  seats: number;
  timeZone: string;
  hold: { isPending: boolean; isError: boolean; error: unknown; isSuccess: boolean; data: number | undefined };
  onHold: (note: string, until: string | null, done: () => void) => void;
  onClear: () => void;
};

/** For whom, and until when, the chosen seats are held. */
export function HoldForm({ seats, timeZone, hold, onHold, onClear }: HoldFormProps) {
  const { house: own } = useTexts(officeSeats);
  const format = useFormat();
  const [form, setForm] = useState({ note: "", until: "" });
  const [checked, setChecked] = useState(false);
  const until = form.until === "" ? null : timeAt(form.until, timeZone);
  const faults = new Set<HouseFault | "noTime">(
    houseFaults(form, seats, until === null ? null : Date.parse(until), serverNow()),
  );
  if (form.until !== "" && until === null) faults.add("noTime");
  const fault = (...names: (HouseFault | "noTime")[]) => {
    const found = checked && names.find((name) => faults.has(name));
    return found ? own.faults[found] : null;
  };
  const number = format.number(seats);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    const [first] = faults;
    if (first) return announce(own.faults[first], "now");
    onHold(form.note.trim(), until, () => {
      setForm({ note: "", until: "" });
      setChecked(false);
    });
  };
  return (
    <Card>
      <form noValidate onSubmit={submit} className="flex flex-col gap-4">
        <div className="flex flex-col gap-1">
          <p className="text-lg font-semibold tabular-nums" role="status">
            {own.chosen(seats, number)}
          </p>
          {seats === 0 ? (
            <p className="text-sm text-muted">{own.chooseHow}</p>
          ) : (
            <Button kind="quiet" size="small" className="self-start" onClick={onClear}>
              {own.clear}
            </Button>
          )}
          {fault("noSeats", "tooMany") && (
            <p role="alert" className="text-sm font-medium text-danger-ink">
              {fault("noSeats", "tooMany")}
            </p>
          )}
        </div>
        <Field label={own.note} hint={own.noteHint} error={fault("noNote", "longNote")}>
          {(control) => (
            <Input
              {...control}
              maxLength={longestNote}
              value={form.note}
              onChange={(event) => setForm({ ...form, note: event.target.value })}
            />
          )}
        </Field>
        <Field label={own.until} optional hint={own.untilHint(timeZone)} error={fault("noTime", "past")}>
          {(control) => (
            <Input
              {...control}
              type="datetime-local"
              value={form.until}
              onChange={(event) => setForm({ ...form, until: event.target.value })}
            />
          )}
        </Field>
        {hold.isError && <ProblemAlert error={hold.error} />}
        {hold.isSuccess && seats === 0 && hold.data !== undefined && (
          <Alert tone="good">{own.held(hold.data, format.number(hold.data))}</Alert>
        )}
        <Button type="submit" busy={hold.isPending}>
          {seats === 0 ? own.holdNone : own.hold(seats, number)}
        </Button>
      </form>
    </Card>
  );
}
