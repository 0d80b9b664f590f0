"use client";

import { type FormEvent, useState } from "react";
import { pickSpan } from "@/components/plan/model/pick";
import { type Plan, seatLabel } from "@/components/plan/model/plan";
import { Button } from "@/components/ui/Button";
import { Card } from "@/components/ui/Card";
import { Field } from "@/components/ui/Field";
import { Select } from "@/components/ui/Input";
import { useTexts } from "@/lib/i18n";
import { officeSeats } from "@/lib/i18n/areas/office-seats";

type ListPickerProps = {
  plan: Plan;
  /** What the button says for so many seats. */
  action: (seats: readonly number[]) => string;
  onPick: (seats: number[]) => void;
};

const all = "";
const numberOf = (text: string) => (text === all ? null : Number(text));

/** Chooses seats by lists of sections, rows and seats: the plan's twin for keyboards and screen readers. */
export function ListPicker({ plan, action, onPick }: ListPickerProps) {
  const { list } = useTexts(officeSeats);
  const [section, setSection] = useState(all);
  const [row, setRow] = useState(all);
  const [from, setFrom] = useState(all);
  const [to, setTo] = useState(all);
  const seats = pickSpan(plan, {
    section: numberOf(section),
    row: numberOf(row),
    from: numberOf(from),
    to: numberOf(to),
  });
  const chosen = section === all ? null : plan.sections[Number(section)];
  const rows = chosen ? plan.rows.slice(chosen.firstRow, chosen.endRow) : [];
  const line = row === all ? null : plan.rows[Number(row)];
  const places = line ? Array.from({ length: line.count }, (_, place) => seatLabel(plan, line.first + place)) : [];
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onPick(seats);
  };
  const pickRow = (next: string) => {
    const picked = next === all ? null : plan.rows[Number(next)];
    setRow(next);
    setFrom(picked ? "1" : all);
    setTo(picked ? String(picked.count) : all);
  };
  const pickSection = (next: string) => {
    setSection(next);
    pickRow(all);
  };
  const labels = line ? (
    places.map((label, place) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: a place in its row is what it is known by
      <option key={place} value={place + 1}>
        {label}
      </option>
    ))
  ) : (
    <option value={all}>{list.allSeats}</option>
  );
  return (
    <Card>
      <form onSubmit={submit} className="flex flex-col gap-3">
        <div>
          <h2 className="font-semibold">{list.title}</h2>
          <p className="text-sm text-muted">{list.lead}</p>
        </div>
        <div className="grid grid-cols-2 gap-3 sm:grid-cols-4">
          <Field label={list.section}>
            {(control) => (
              <Select {...control} value={section} onChange={(event) => pickSection(event.target.value)}>
                <option value={all}>{list.allSections}</option>
                {plan.sections.map(({ name }, number) => (
                  <option key={name} value={number}>
                    {name}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          <Field label={list.row}>
            {(control) => (
              <Select {...control} value={row} disabled={!chosen} onChange={(event) => pickRow(event.target.value)}>
                <option value={all}>{list.allRows}</option>
                {rows.map(({ label, first }, place) => (
                  <option key={first} value={(chosen?.firstRow ?? 0) + place}>
                    {label || "–"}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          <Field label={list.from}>
            {(control) => (
              <Select {...control} value={from} disabled={!line} onChange={(event) => setFrom(event.target.value)}>
                {labels}
              </Select>
            )}
          </Field>
          <Field label={list.to}>
            {(control) => (
              <Select {...control} value={to} disabled={!line} onChange={(event) => setTo(event.target.value)}>
                {labels}
              </Select>
            )}
          </Field>
        </div>
        <div>
          <Button type="submit" kind="secondary" disabled={seats.length === 0}>
            {action(seats)}
          </Button>
        </div>
      </form>
    </Card>
  );
}
