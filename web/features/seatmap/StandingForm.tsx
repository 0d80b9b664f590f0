"use client";

import { type FormEvent, useEffect, useRef, useState } from "react";
import type { Summary } from "@/components/plan/model/filters";
import type { Plan, Section } from "@/components/plan/model/plan";
import { ProblemAlert } from "@/components/ui/Alert";
import { Button } from "@/components/ui/Button";
import { Field } from "@/components/ui/Field";
import { Select } from "@/components/ui/Input";
import { useFormat } from "@/lib/format";
import { useTexts } from "@/lib/i18n";
import { seatmap } from "@/lib/i18n/areas/seatmap";
import type { Choice } from "./useChoice";

type StandingFormProps = {
  plan: Plan;
  section: Section;
  summary: Summary;
  choice: Choice;
  /** Where the form stands on the map: it is closed by whoever is done with it. */
  onDone?: () => void;
};

/** Places of a standing section, which have no seats to choose from: how many, and held at once. */
export function StandingForm({ plan, section, summary, choice, onDone }: StandingFormProps) {
  const texts = useTexts(seatmap);
  const format = useFormat();
  const [quantity, setQuantity] = useState(choice.party);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const select = useRef<HTMLSelectElement>(null);
  const onMap = onDone !== undefined;
  useEffect(() => {
    if (onMap) select.current?.focus();
  }, [onMap]);
  const most = Math.min(choice.limit - choice.mine.size, summary.left);
  const count = Math.min(quantity, Math.max(1, most));

  const hold = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setError(null);
    try {
      await choice.best({ quantity: count, section: section.name });
      onDone?.();
    } catch (reason) {
      setError(reason);
    } finally {
      setBusy(false);
    }
  };
  const price = summary.from === null ? "" : format.money(summary.from, plan.currency);
  return (
    <form
      onSubmit={hold}
      onKeyDown={({ key }) => key === "Escape" && onDone?.()}
      aria-label={section.name}
      className="flex flex-col gap-3 rounded-lg border border-line-strong bg-raised p-3 text-sm shadow-lg"
    >
      <p>
        <strong className="font-semibold">{section.name}</strong> · {texts.standing} ·{" "}
        {summary.left === 0 ? texts.soldOut : texts.leftNote(price, format.number(summary.left))}
      </p>
      {choice.limit <= choice.mine.size && <p>{texts.limit(choice.limit)}</p>}
      {most > 0 && (
        <Field label={texts.places}>
          {(control) => (
            <Select
              {...control}
              ref={select}
              value={count}
              onChange={({ target }) => setQuantity(Number(target.value))}
            >
              {Array.from({ length: most }, (_, i) => i + 1).map((n) => (
                <option key={n}>{n}</option>
              ))}
            </Select>
          )}
        </Field>
      )}
      {error !== null && <ProblemAlert error={error} title={texts.refused} />}
      <div className="flex flex-wrap gap-2">
        {most > 0 && (
          <Button type="submit" size="small" busy={busy} disabled={!choice.selling}>
            {texts.holdPlaces}
          </Button>
        )}
        {onDone && (
          <Button size="small" kind="secondary" onClick={onDone}>
            {texts.dismiss}
          </Button>
        )}
      </div>
    </form>
  );
}
