"use client";

import { Search } from "lucide-react";
import { type FormEvent, useEffect, useState } from "react";
import { Field } from "@/components/ui/Field";
import { Input } from "@/components/ui/Input";

type SearchProps = {
  label: string;
  hint: string;
  value: string;
  onChange: (words: string) => void;
  className?: string;
};

const pause = 300; // milliseconds without a key until what was typed counts

/** Search words: they count after a pause in typing, or at once by Enter. */
export function SearchField({ label, hint, value, onChange, className }: SearchProps) {
  const [typed, setTyped] = useState(value);
  const [known, setKnown] = useState(value);
  if (known !== value) {
    setKnown(value); // "clear" and the way back replace what was typed
    setTyped(value);
  }
  useEffect(() => {
    if (typed.trim() === value) return;
    const timer = setTimeout(() => onChange(typed.trim()), pause);
    return () => clearTimeout(timer);
  }, [typed, value, onChange]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onChange(typed.trim());
  };
  return (
    <form onSubmit={submit} className={className}>
      <Field label={label}>
        {(control) => (
          <div className="relative">
            <Search aria-hidden className="pointer-events-none absolute top-3 left-3 size-5 text-muted" />
            <Input
              {...control}
              type="search"
              maxLength={200}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              placeholder={hint}
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
              className="pl-10"
            />
          </div>
        )}
      </Field>
    </form>
  );
}
