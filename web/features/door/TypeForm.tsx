"use client";

import { Search } from "lucide-react";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/Button";
import { Field } from "@/components/ui/Field";
import { Input } from "@/components/ui/Input";
import { useTexts } from "@/lib/i18n";
import { door as area } from "@/lib/i18n/areas/door";
import { looksLikeCode } from "./code/verify";
import type { Input as Scanned } from "./door";

/** For a code that the camera cannot read, and for handheld scanners, which type. */
export function TypeForm({ onInput, onSearch }: { onInput: (input: Scanned) => void; onSearch: () => void }) {
  const texts = useTexts(area).type;
  const [missing, setMissing] = useState(false);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const typed = new FormData(event.currentTarget).get("ticket");
    const text = typeof typed === "string" ? typed.trim() : "";
    setMissing(text === "");
    if (text === "") return;
    event.currentTarget.reset(); // the next one can be typed at once
    onInput(looksLikeCode(text) ? { code: text } : { ticketNumber: text });
  };
  return (
    <form method="post" noValidate onSubmit={submit} className="flex flex-col gap-2">
      <Field label={texts.label} hint={texts.hint} error={missing ? texts.missing : null}>
        {(control) => (
          <div className="flex gap-2">
            <Input
              {...control}
              name="ticket"
              autoComplete="off"
              autoCapitalize="characters"
              spellCheck={false}
              maxLength={400}
              enterKeyHint="go"
              onInput={() => setMissing(false)}
            />
            <Button type="submit">{texts.check}</Button>
          </div>
        )}
      </Field>
      <Button kind="quiet" onClick={onSearch} className="-ml-2 self-start">
        <Search aria-hidden className="size-5" />
        {texts.search}
      </Button>
    </form>
  );
}
