"use client";

import { memo } from "react";
import type { Summary } from "@/components/plan/model/filters";
import type { SectionLabel } from "@/components/plan/model/labels";
import type { Plan } from "@/components/plan/model/plan";
import { classes } from "@/lib/classes";
import { useSeatWords } from "./words";

type FloorsProps = { plan: Plan; summaries: readonly Summary[]; labels: readonly SectionLabel[]; stop: number };

/** Standing sections, whose places are not drawn one by one: each floor is a button that asks how many. */
export const Floors = memo(function Floors({ plan, summaries, labels, stop }: FloorsProps) {
  const words = useSeatWords();
  return plan.sections.map(({ name, standing, first, outlines }, number) => {
    const label = labels[number];
    if (!standing || !label) return null;
    const free = (summaries[number]?.left ?? 0) > 0;
    return (
      // biome-ignore lint/a11y/useSemanticElements: a drawing has no button of its own
      <polygon
        key={name}
        role="button"
        data-seat={first}
        tabIndex={first === stop ? 0 : -1}
        aria-label={words.floor(label)}
        points={outlines[0]?.join(" ")}
        className={classes(
          "outline-transparent",
          free ? "fill-accent-soft stroke-accent" : "fill-sunken stroke-line-strong",
        )}
      />
    );
  });
});
