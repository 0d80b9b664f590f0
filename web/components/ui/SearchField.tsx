"use client";

import { Search } from "lucide-react";
import type { FormEvent } from "react";
import { useLater } from "@/lib/useLater";
import { Field } from "./Field";
import { Input } from "./Input";

type SearchProps = {
  label: string;
  /** Keeps the label for screen readers only, where the place says it already. */
  labelHidden?: boolean;
  /** What can be typed: "Name, number". */
  hint: string;
  /** Leaves what is typed as it is: mail addresses and numbers are no words to complete or correct. */
  literal?: boolean;
  value: string;
  onChange: (words: string) => void;
  className?: string;
};

const asTyped = { autoComplete: "off", autoCapitalize: "none", spellCheck: false };

/** Search words: they count after a pause in typing, or at once by Enter. */
export function SearchField({ label, labelHidden = false, hint, literal, value, onChange, className }: SearchProps) {
  const [typed, setTyped] = useLater(value, onChange);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onChange(typed.trim());
  };
  return (
    <form onSubmit={submit} className={className}>
      <Field label={label} labelHidden={labelHidden}>
        {(control) => (
          <div className="relative">
            <Search aria-hidden className="pointer-events-none absolute top-3 left-3 size-5 text-muted" />
            <Input
              {...control}
              {...(literal ? asTyped : {})}
              type="search"
              maxLength={200}
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
