"use client";

import { Trash2 } from "lucide-react";
import { Button } from "@/components/ui/Button";
import { Field } from "@/components/ui/Field";
import { Input, Select } from "@/components/ui/Input";
import { useFormat } from "@/lib/format";
import { useTexts } from "@/lib/i18n";
import { officeSeats } from "@/lib/i18n/areas/office-seats";
import { type Base, priceOf, type SectionFault, type SectionForm, seatsOf } from "./sections";
import { useSeatWords } from "./useSeatWords";

type SectionRowProps = {
  section: SectionForm;
  base: Base;
  /** What to say of it now: nothing while it is typed for the first time. */
  faults: ReadonlySet<SectionFault>;
  onChange: (change: Partial<SectionForm>) => void;
  onRemove: () => void;
};

/** One section as it is typed, with what it holds and costs. */
export function SectionRow({ section, base, faults, onChange, onRemove }: SectionRowProps) {
  const texts = useTexts(officeSeats);
  const format = useFormat();
  const words = useSeatWords();
  const own = texts.generate;
  const fault = (...names: SectionFault[]) => {
    const found = names.find((name) => faults.has(name));
    return found && own.faults[found];
  };
  const price = priceOf(section, base);
  const each = price === 0 ? own.free : price === null ? "" : own.each(format.money(price, base.currency));
  const number = (name: "rows" | "seatsPerRow" | "capacity", label: string) => (
    <Field label={label} error={fault(name)}>
      {(control) => (
        <Input
          {...control}
          inputMode="numeric"
          value={section[name]}
          onChange={(event) => onChange({ [name]: event.target.value })}
        />
      )}
    </Field>
  );
  const name = section.name.trim();
  return (
    <fieldset className="rounded-lg border border-line bg-raised p-4">
      <legend className="sr-only">{own.section(name)}</legend>
      <div className="grid grid-cols-2 gap-3 sm:grid-cols-3 xl:grid-cols-[1.4fr_1.3fr_1fr_1fr_1fr_auto]">
        <Field label={own.name} error={fault("noName", "sameName", "taken")} className="col-span-2 sm:col-span-1">
          {(control) => (
            <Input
              {...control}
              maxLength={40}
              value={section.name}
              onChange={(event) => onChange({ name: event.target.value })}
            />
          )}
        </Field>
        <Field label={own.form} className="col-span-2 sm:col-span-1">
          {(control) => (
            <Select
              {...control}
              value={section.standing ? "standing" : "seated"}
              onChange={(event) => onChange({ standing: event.target.value === "standing" })}
            >
              <option value="seated">{own.seated}</option>
              <option value="standing">{own.standing}</option>
            </Select>
          )}
        </Field>
        {section.standing ? (
          number("capacity", own.places)
        ) : (
          <>
            {number("rows", own.rows)}
            {number("seatsPerRow", own.seatsPerRow)}
          </>
        )}
        <Field label={own.factor} error={fault("factor")}>
          {(control) => (
            <Input
              {...control}
              inputMode="decimal"
              value={section.factor}
              onChange={(event) => onChange({ factor: event.target.value })}
            />
          )}
        </Field>
        <div className="col-start-[-2] flex items-end justify-end">
          <Button kind="quiet" size="icon" aria-label={own.remove(name)} onClick={onRemove}>
            <Trash2 aria-hidden className="size-5" />
          </Button>
        </div>
      </div>
      <p className="pt-3 text-sm text-muted tabular-nums">
        {[words.count(seatsOf(section)), each].filter(Boolean).join(" · ")}
      </p>
    </fieldset>
  );
}
