"use client";

import { Checkbox } from "@/components/ui/Checkbox";
import { Field } from "@/components/ui/Field";
import { EmailInput, Input, Select } from "@/components/ui/Input";
import { useTexts } from "@/lib/i18n";
import { waitlist } from "@/lib/i18n/areas/waitlist";
import type { WishFaults, WishForm } from "./wishForm";

type WishFieldsProps = {
  form: WishForm;
  faults: WishFaults;
  limit: number;
  currency: string;
  /** The sections to choose from, by code and name. */
  sections: readonly { code: string; name: string }[];
  onChange: (part: Partial<WishForm>) => void;
};

export function WishFields({ form, faults, limit, currency, sections, onChange }: WishFieldsProps) {
  const texts = useTexts(waitlist).join;
  const counts = Array.from({ length: limit }, (_, index) => String(index + 1));
  return (
    <>
      <Field label={texts.email} hint={texts.emailHint} error={faults.email && texts.faults[faults.email]}>
        {(control) => (
          <EmailInput {...control} value={form.email} onChange={(event) => onChange({ email: event.target.value })} />
        )}
      </Field>
      <Field label={texts.name} optional>
        {(control) => (
          <Input
            {...control}
            name="name"
            autoComplete="name"
            maxLength={200}
            value={form.name}
            onChange={(event) => onChange({ name: event.target.value })}
          />
        )}
      </Field>
      <Field label={texts.quantity} hint={texts.quantityHint} error={faults.quantity && texts.faults.quantity(limit)}>
        {(control) => (
          <Select {...control} value={form.quantity} onChange={(event) => onChange({ quantity: event.target.value })}>
            {counts.map((count) => (
              <option key={count}>{count}</option>
            ))}
          </Select>
        )}
      </Field>
      <Field
        label={texts.maxPrice(currency)}
        hint={texts.maxPriceHint}
        error={faults.maxPrice && texts.faults.price}
        optional
      >
        {(control) => (
          <Input
            {...control}
            inputMode="decimal"
            autoComplete="off"
            value={form.maxPrice}
            onChange={(event) => onChange({ maxPrice: event.target.value })}
          />
        )}
      </Field>
      {sections.length > 0 && <Sections sections={sections} chosen={form.sections} onChange={onChange} />}
      <Checkbox
        label={texts.accessible}
        hint={texts.accessibleHint}
        checked={form.accessible}
        onChange={(event) => onChange({ accessible: event.target.checked })}
      />
    </>
  );
}

type SectionsProps = Pick<WishFieldsProps, "sections" | "onChange"> & { chosen: readonly string[] };

function Sections({ sections, chosen, onChange }: SectionsProps) {
  const texts = useTexts(waitlist).join;
  const toggle = (code: string, on: boolean) =>
    onChange({ sections: on ? [...chosen, code] : chosen.filter((one) => one !== code) });
  return (
    <fieldset>
      <legend className="text-sm font-medium">{texts.sections}</legend>
      <p className="text-sm text-muted">{texts.sectionsHint}</p>
      <div className="grid gap-x-4 sm:grid-cols-2">
        {sections.map(({ code, name }) => (
          <Checkbox
            key={code}
            label={name}
            checked={chosen.includes(code)}
            onChange={(event) => toggle(code, event.target.checked)}
          />
        ))}
      </div>
    </fieldset>
  );
}
