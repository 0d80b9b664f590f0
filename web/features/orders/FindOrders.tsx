"use client";

import { type FormEvent, useState } from "react";
import { Alert, ProblemAlert } from "@/components/ui/Alert";
import { Button } from "@/components/ui/Button";
import { Card } from "@/components/ui/Card";
import { Field } from "@/components/ui/Field";
import { EmailInput } from "@/components/ui/Input";
import { useTexts } from "@/lib/i18n";
import { order as area } from "@/lib/i18n/areas/order";
import { useInBrowser } from "@/lib/path";
import { useLookup } from "./useOrders";

/** Finds orders without an account: their links are mailed to the address that they were made with. */
export function FindOrders() {
  const texts = useTexts(area).find;
  const ready = useInBrowser();
  const lookup = useLookup();
  const [missing, setMissing] = useState(false);
  // The browser keeps what is typed: people fill this in before the page's scripts are there.
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const typed = new FormData(event.currentTarget).get("email");
    const email = typeof typed === "string" ? typed.trim() : "";
    const sound = /^[^\s@]+@[^\s@]+$/.test(email);
    setMissing(!sound);
    if (sound && !lookup.isPending) lookup.mutate(email);
  };
  return (
    <Card className="flex flex-col gap-4">
      <header>
        <h2 className="text-lg font-semibold">{texts.title}</h2>
        <p className="text-muted">{texts.lead}</p>
      </header>
      <form method="post" noValidate onSubmit={submit} className="flex max-w-md flex-col gap-4">
        <Field label={texts.email} error={missing ? texts.missing : null}>
          {(control) => <EmailInput {...control} onInput={() => setMissing(false)} />}
        </Field>
        <Button type="submit" busy={lookup.isPending} disabled={!ready} className="self-start">
          {texts.submit}
        </Button>
        {lookup.isSuccess && <Alert tone="good">{texts.done(lookup.data)}</Alert>}
        {lookup.isError && <ProblemAlert error={lookup.error} />}
      </form>
    </Card>
  );
}
