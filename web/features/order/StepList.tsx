"use client";

import { Check, Circle, LoaderCircle, X } from "lucide-react";
import { Card } from "@/components/ui/Card";
import { classes } from "@/lib/classes";
import { useFormat } from "@/lib/format";
import { useTexts } from "@/lib/i18n";
import { order as area } from "@/lib/i18n/areas/order";
import { type Order, stepsOf } from "./story";

const marks = { done: Check, now: LoaderCircle, failed: X, open: Circle };
const colors = { done: "text-good-ink", now: "text-ink", failed: "text-danger-ink", open: "text-muted" };

/** How far the purchase is: seats, money, tickets, mail. */
export function StepList({ order, zone }: { order: Order; zone: string | undefined }) {
  const texts = useTexts(area);
  const format = useFormat();
  return (
    <Card className="flex flex-col gap-3">
      <h2 className="text-lg font-semibold">{texts.steps.title}</h2>
      <ol className="flex flex-col gap-2">
        {stepsOf(order, texts).map(({ name, state, at }, index) => {
          const Mark = marks[state];
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: the four steps keep their places
            <li key={index} className="flex items-start gap-x-3">
              <Mark aria-hidden className={`mt-0.5 size-5 shrink-0 ${colors[state]}`} />
              <span className="flex min-w-0 flex-1 flex-wrap items-baseline gap-x-3">
                <span className={classes("min-w-0 break-words", state === "open" && "text-muted")}>{name}</span>
                <span className="sr-only">, {texts.steps[state]}</span>
                {at && (
                  <span className="ml-auto text-sm text-muted tabular-nums">{format.date(at, "short", zone)}</span>
                )}
              </span>
            </li>
          );
        })}
      </ol>
    </Card>
  );
}
