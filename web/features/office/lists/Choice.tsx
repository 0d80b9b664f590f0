"use client";

import { Field } from "@/components/ui/Field";
import { Select } from "@/components/ui/Input";

type ChoiceProps = {
  label: string;
  /** What no choice means: "All". */
  none: string;
  value: string;
  options: readonly (readonly [value: string, name: string])[];
  onChange: (value: string) => void;
  className?: string;
};

/** A filter of which one value counts, or none. */
export function Choice({ label, none, value, options, onChange, className }: ChoiceProps) {
  return (
    <Field label={label} {...(className ? { className } : {})}>
      {(control) => (
        <Select {...control} value={value} onChange={(event) => onChange(event.target.value)}>
          <option value="">{none}</option>
          {options.map(([option, name]) => (
            <option key={option} value={option}>
              {name}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}
