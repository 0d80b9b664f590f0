"use client";

import { Mark } from "@/components/plan/svg/Mark";
import { useTexts } from "@/lib/i18n";
import { seatmap } from "@/lib/i18n/areas/seatmap";

const looks = ["available", "mine", "held", "sold", "wheelchair", "companion"] as const;

/** What the shapes on the map mean. */
export function Legend() {
  const texts = useTexts(seatmap);
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 text-sm text-muted">
      {looks.map((look) => (
        <li key={look} className="flex items-center gap-1.5">
          <svg aria-hidden viewBox="-100 -100 200 200" className="size-5">
            <Mark look={look} />
          </svg>
          {texts.legend[look]}
        </li>
      ))}
    </ul>
  );
}
