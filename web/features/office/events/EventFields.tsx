"use client";

import { type ComponentProps, type ReactNode, useMemo } from "react";
import { Card } from "@/components/ui/Card";
import { Field } from "@/components/ui/Field";
import { Input, Select, TextArea } from "@/components/ui/Input";
import { useLanguage, useTexts } from "@/lib/i18n";
import { officeEvents } from "@/lib/i18n/areas/office-events";
import type { EventForm, FieldName } from "./eventForm";
import { zonesWith } from "./zone";

export type FieldsProps = {
  form: EventForm;
  /** What is wrong with a field, in words. */
  errors: Partial<Record<FieldName, string>>;
  onChange: (name: FieldName, value: string) => void;
  /** The event has seats: their currency stays, and their prices follow. */
  seated?: boolean;
  editing?: boolean;
};

/** All that is said about an event. */
export function EventFields(props: FieldsProps) {
  const texts = useTexts(officeEvents).form;
  const { seated = false, editing = false } = props;
  return (
    <>
      <Group title={texts.what}>
        <Typed {...props} name="name" maxLength={200} autoComplete="off" className="sm:col-span-2" />
        <Typed
          {...props}
          name="venue"
          hint={texts.venueHint}
          maxLength={200}
          autoComplete="off"
          className="sm:col-span-2"
        />
        <Description {...props} />
      </Group>
      <Group title={texts.when}>
        <Typed {...props} name="eventDate" hint={texts.eventDateHint} type="datetime-local" />
        <ZoneField {...props} />
      </Group>
      <Group title={texts.sale}>
        <Typed {...props} name="maxCapacity" hint={texts.capacityHint} inputMode="numeric" />
        <Typed {...props} name="maxPerCustomer" hint={texts.maxPerCustomerHint} inputMode="numeric" optional />
        <Typed
          {...props}
          name="basePrice"
          hint={editing && seated ? texts.basePriceEditHint : texts.basePriceHint}
          inputMode="decimal"
        />
        <CurrencyField {...props} />
        <Typed {...props} name="saleOpensAt" hint={texts.saleOpensHint} type="datetime-local" optional />
        <Typed {...props} name="saleClosesAt" hint={texts.saleClosesHint} type="datetime-local" optional />
      </Group>
    </>
  );
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Card>
      <fieldset className="grid gap-4 sm:grid-cols-2">
        <legend className="float-left w-full text-lg font-semibold sm:col-span-2">{title}</legend>
        {children}
      </fieldset>
    </Card>
  );
}

type TypedProps = FieldsProps & { name: FieldName; hint?: string; optional?: boolean } & Pick<
    ComponentProps<"input">,
    "type" | "inputMode" | "maxLength" | "autoComplete" | "className"
  >;

function Typed({ form, errors, onChange, name, hint, optional, className, ...input }: TypedProps) {
  const texts = useTexts(officeEvents).form;
  return (
    <Field
      label={texts[name]}
      hint={hint}
      error={errors[name]}
      optional={optional ?? false}
      {...(className ? { className } : {})}
    >
      {(control) => (
        <Input
          {...control}
          name={name}
          type={input.type}
          inputMode={input.inputMode}
          maxLength={input.maxLength}
          autoComplete={input.autoComplete}
          required={!optional}
          value={form[name]}
          onChange={(event) => onChange(name, event.target.value)}
        />
      )}
    </Field>
  );
}

function Description({ form, errors, onChange }: FieldsProps) {
  const texts = useTexts(officeEvents).form;
  return (
    <Field label={texts.description} error={errors.description} className="sm:col-span-2">
      {(control) => (
        <TextArea
          {...control}
          name="description"
          required
          rows={5}
          value={form.description}
          onChange={(event) => onChange("description", event.target.value)}
        />
      )}
    </Field>
  );
}

function ZoneField({ form, errors, onChange }: FieldsProps) {
  const texts = useTexts(officeEvents).form;
  const options = useMemo(() => zoneOptions(form.timeZone), [form.timeZone]); // hundreds, the same with every key typed
  return (
    <Field label={texts.timeZone} error={errors.timeZone}>
      {(control) => (
        <Select
          {...control}
          name="timeZone"
          value={form.timeZone}
          onChange={(event) => onChange("timeZone", event.target.value)}
        >
          {options}
        </Select>
      )}
    </Field>
  );
}

function CurrencyField({ form, errors, onChange, seated = false, editing = false }: FieldsProps) {
  const texts = useTexts(officeEvents).form;
  const language = useLanguage();
  const options = useMemo(() => currencyOptions(form.currency, language), [form.currency, language]);
  return (
    <Field label={texts.currency} hint={texts.currencyHint} error={errors.currency}>
      {(control) => (
        <Select
          {...control}
          name="currency"
          disabled={seated}
          value={form.currency}
          onChange={(event) => onChange("currency", event.target.value)}
        >
          {!editing && <option value="">{texts.houseCurrency}</option>}
          {options}
        </Select>
      )}
    </Field>
  );
}

function zoneOptions(one: string): ReactNode {
  return zonesWith(one).map((zone) => (
    <option key={zone} value={zone}>
      {zone.replaceAll("_", " ")}
    </option>
  ));
}

function currencyOptions(one: string, language: string): ReactNode {
  const known = typeof Intl.supportedValuesOf === "function" ? Intl.supportedValuesOf("currency") : ["EUR", "USD"];
  const names = new Intl.DisplayNames(language, { type: "currency" });
  const codes = [...new Set([...known, one])].filter((code) => code !== "").sort();
  return codes.map((code) => (
    <option key={code} value={code}>
      {code} · {names.of(code) ?? code}
    </option>
  ));
}
