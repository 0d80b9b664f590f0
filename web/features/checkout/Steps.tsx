"use client";

import { Check } from "lucide-react";
import { classes } from "@/lib/classes";
import { useTexts } from "@/lib/i18n";
import { checkout } from "@/lib/i18n/areas/checkout";

const names = ["who", "pay", "tickets"] as const;
export type Step = "who" | "pay";

/** Where the buyer is on the way to the tickets. */
export function Steps({ step }: { step: Step }) {
  const texts = useTexts(checkout).steps;
  const current = names.indexOf(step);
  return (
    <ol aria-label={texts.label} className="flex flex-wrap gap-x-6 gap-y-2 text-sm">
      {names.map((name, index) => (
        <li
          key={name}
          aria-current={index === current ? "step" : undefined}
          className={classes("flex items-center gap-2", index === current ? "font-semibold" : "text-muted")}
        >
          <span
            aria-hidden
            className={classes(
              "flex size-6 items-center justify-center rounded-full border border-line-strong",
              index === current && "border-accent bg-accent text-on-accent",
            )}
          >
            {index < current ? <Check className="size-4" /> : index + 1}
          </span>
          {texts[name]}
        </li>
      ))}
    </ol>
  );
}
