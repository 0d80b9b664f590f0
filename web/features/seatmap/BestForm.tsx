"use client";

import { Sparkles } from "lucide-react";
import { type FormEvent, useState } from "react";
import type { SeatFilters } from "@/components/plan/model/filters";
import { ProblemAlert } from "@/components/ui/Alert";
import { Button } from "@/components/ui/Button";
import { Card } from "@/components/ui/Card";
import { Field } from "@/components/ui/Field";
import { Select } from "@/components/ui/Input";
import { useTexts } from "@/lib/i18n";
import { seatmap } from "@/lib/i18n/areas/seatmap";
import type { Choice } from "./useChoice";

type BestFormProps = {
  /** Free seats of the event. */
  left: number;
  choice: Choice;
  filters: SeatFilters;
  onFound(seats: number[]): void;
};

/** The best seats together, held at once and shown on the map. The filters count here too. */
export function BestForm({ left, choice, filters, onFound }: BestFormProps) {
  const texts = useTexts(seatmap);
  const [quantity, setQuantity] = useState(2);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const room = choice.limit - choice.mine.size;
  const count = Math.min(quantity, Math.max(1, room));

  const find = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setError(null);
    const { section, maxPrice, accessible } = filters;
    const wish = { quantity: count, ...(section && { section }), ...(accessible && { accessible }) };
    try {
      onFound(await choice.best(maxPrice === null ? wish : { ...wish, maxPrice }));
    } catch (reason) {
      setError(reason);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Card className="flex flex-col gap-3">
      <h2 className="flex items-center gap-2 font-semibold">
        <Sparkles aria-hidden className="size-5 text-accent-ink" />
        {texts.best}
      </h2>
      <p className="text-sm text-muted">{texts.bestLead}</p>
      <form onSubmit={find} className="flex items-end gap-2">
        <Field label={texts.bestCount} className="w-20">
          {(control) => (
            <Select {...control} value={count} onChange={(event) => setQuantity(Number(event.target.value))}>
              {Array.from({ length: Math.max(1, room) }, (_, i) => i + 1).map((n) => (
                <option key={n}>{n}</option>
              ))}
            </Select>
          )}
        </Field>
        <Button type="submit" busy={busy} disabled={room < 1 || left === 0 || !choice.selling} className="flex-1">
          {texts.bestFind}
        </Button>
      </form>
      {error !== null && <ProblemAlert error={error} title={texts.refused} />}
    </Card>
  );
}
