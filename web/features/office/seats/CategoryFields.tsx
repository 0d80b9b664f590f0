"use client";

import { Field } from "@/components/ui/Field";
import { Input, Select } from "@/components/ui/Input";
import { useTexts } from "@/lib/i18n";
import { officeSeats } from "@/lib/i18n/areas/office-seats";
import type { Category, CategoryFault, Kind } from "./painting";

type CategoryFieldsProps = {
  category: Category;
  currency: string;
  faults: ReadonlySet<CategoryFault>;
  /** `field` names what is typed, so that its letters are one step to undo. */
  onChange: (change: Partial<Category>, field: string) => void;
};

/** What a category is called, costs, looks like, and for whom it is. */
export function CategoryFields({ category, currency, faults, onChange }: CategoryFieldsProps) {
  const texts = useTexts(officeSeats);
  const own = texts.prices;
  const kinds: Kind[] = ["all", "accessible", "companion"];
  if (category.kind === "mixed") kinds.unshift("mixed");
  return (
    <fieldset className="grid grid-cols-2 gap-3 rounded-lg border border-line p-3">
      <legend className="px-1 text-sm font-medium">{own.edit(category.name || "–")}</legend>
      <Field
        label={own.name}
        className="col-span-2"
        error={faults.has("noName") ? own.faults.noName : faults.has("sameName") ? own.faults.sameName : null}
      >
        {(control) => (
          <Input
            {...control}
            maxLength={40}
            value={category.name}
            onChange={(event) => onChange({ name: event.target.value }, "name")}
          />
        )}
      </Field>
      <Field label={`${texts.price} (${currency})`} error={faults.has("price") ? own.faults.price : null}>
        {(control) => (
          <Input
            {...control}
            inputMode="decimal"
            value={category.price}
            onChange={(event) => onChange({ price: event.target.value }, "price")}
          />
        )}
      </Field>
      <Field label={own.color}>
        {(control) => (
          <input
            {...control}
            type="color"
            value={category.color}
            onChange={(event) => onChange({ color: event.target.value }, "color")}
            className="h-11 w-full cursor-pointer rounded-lg border border-line-strong bg-raised p-1"
          />
        )}
      </Field>
      <Field label={own.kind} className="col-span-2">
        {(control) => (
          <Select
            {...control}
            value={category.kind}
            onChange={(event) => onChange({ kind: event.target.value as Kind }, "kind")}
          >
            {kinds.map((kind) => (
              <option key={kind} value={kind}>
                {texts.kinds[kind]}
              </option>
            ))}
          </Select>
        )}
      </Field>
    </fieldset>
  );
}
