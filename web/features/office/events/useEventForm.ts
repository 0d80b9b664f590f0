"use client";

import { type FormEvent, useEffect, useRef, useState } from "react";
import { serverNow } from "@/lib/clock/clock";
import { useProblemText, useTexts } from "@/lib/i18n";
import { officeEvents } from "@/lib/i18n/areas/office-events";
import { type EventForm, type Faults, type FieldName, faultsOf, refusedField } from "./eventForm";

type Refusal = { error: unknown; field: FieldName | null } | null;

type Options = {
  start: EventForm;
  /** The form shows an event that there is, with so many seats. */
  seats?: number;
  editing?: boolean;
  send: (form: EventForm) => Promise<void>;
};

/** What is typed about an event, what is wrong with it here or by the server's word, and sending it once at a time. */
export function useEventForm({ start, seats = 0, editing = false, send }: Options) {
  const texts = useTexts(officeEvents).form.fault;
  const problemText = useProblemText();
  const [form, setForm] = useState(start);
  const [faults, setFaults] = useState<Faults>({});
  const [refusal, setRefusal] = useState<Refusal>(null);
  const [busy, setBusy] = useState(false);
  const running = useRef(false); // a second Enter may come before the page is drawn anew
  const element = useFirstFault(faults, refusal);

  const change = (name: FieldName, value: string) => {
    setForm((had) => ({ ...had, [name]: value }));
    setFaults(({ [name]: _, ...rest }) => rest);
    setRefusal((had) => (had?.field === name ? null : had));
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const found = faultsOf(form, { now: serverNow(), seats, ...(editing ? { before: start } : {}) });
    setFaults(found);
    setRefusal(null);
    if (Object.keys(found).length > 0 || running.current) return;
    running.current = true;
    setBusy(true);
    try {
      await send(form);
    } catch (error) {
      setRefusal({ error, field: refusedField(error) });
    } finally {
      running.current = false;
      setBusy(false);
    }
  };
  const errors: Partial<Record<FieldName, string>> = {};
  for (const [name, fault] of Object.entries(faults)) errors[name as FieldName] = texts[fault];
  if (refusal?.field) errors[refusal.field] = problemText(refusal.error);
  return { form, errors, error: refusal && !refusal.field ? refusal.error : null, busy, change, submit, element };
}

/** The form's element; the first field with a fault gets the focus as faults are found. */
function useFirstFault(faults: Faults, refusal: Refusal) {
  const element = useRef<HTMLFormElement>(null);
  const had = useRef<readonly unknown[]>([faults, refusal]);
  useEffect(() => {
    const grew =
      Object.keys(faults).length > Object.keys(had.current[0] as Faults).length || refusal !== had.current[1];
    had.current = [faults, refusal];
    if (grew) element.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus();
  }, [faults, refusal]);
  return element;
}
