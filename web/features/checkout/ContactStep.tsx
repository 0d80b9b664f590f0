"use client";

import { type FormEvent, useRef, useState } from "react";
import { Button } from "@/components/ui/Button";
import { Field } from "@/components/ui/Field";
import { EmailInput, Input } from "@/components/ui/Input";
import { useTexts } from "@/lib/i18n";
import { checkout } from "@/lib/i18n/areas/checkout";
import { type Contact, faultsOf, isSound, noFaults } from "./contact";
import { probablyMeant } from "./typo";

type ContactStepProps = { contact: Contact; onChange: (part: Partial<Contact>) => void; onDone: () => void };

/** Who the tickets are for, and where they go. A slip in a common mail domain is pointed out, never corrected by itself. */
export function ContactStep({ contact, onChange, onDone }: ContactStepProps) {
  const texts = useTexts(checkout).who;
  const [faults, setFaults] = useState(noFaults);
  const [left, setLeft] = useState(false); // the address is typed: pointing at a slip before would be a nuisance
  const form = useRef<HTMLFormElement>(null);
  const meant = left ? probablyMeant(contact.email) : null;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const found = faultsOf(contact);
    setFaults(found);
    if (isSound(found)) return onDone();
    form.current?.querySelector<HTMLInputElement>(`[name=${found.name ? "name" : "email"}]`)?.focus();
  };
  const change = (part: Partial<Contact>) => {
    onChange(part);
    setFaults(noFaults);
  };
  const slip = meant && (
    <span className="flex flex-wrap items-center gap-2">
      <span role="status">{texts.typo(meant)}</span>
      <Button kind="secondary" size="small" onClick={() => change({ email: meant })}>
        {texts.takeMeant(meant)}
      </Button>
    </span>
  );
  return (
    <form ref={form} method="post" noValidate onSubmit={submit} className="flex flex-col gap-4">
      <p className="text-muted">{texts.lead}</p>
      <Field label={texts.name} hint={texts.nameHint} error={faults.name && texts.faults[faults.name]}>
        {(control) => (
          <Input
            {...control}
            name="name"
            autoComplete="name"
            maxLength={200}
            required
            value={contact.name}
            onChange={(event) => change({ name: event.target.value })}
          />
        )}
      </Field>
      <Field label={texts.email} hint={slip} error={faults.email && texts.faults[faults.email]}>
        {(control) => (
          <EmailInput
            {...control}
            value={contact.email}
            onBlur={() => setLeft(true)}
            onChange={(event) => change({ email: event.target.value })}
          />
        )}
      </Field>
      <Button type="submit" className="self-start">
        {texts.submit}
      </Button>
    </form>
  );
}
