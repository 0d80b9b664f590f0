"use client";

import { useEffect, useRef } from "react";
import { colorsOf } from "@/components/plan/canvas/colors";
import { type Look, spritesOf } from "@/components/plan/canvas/sprites";
import { useTexts } from "@/lib/i18n";
import { seatmap } from "@/lib/i18n/areas/seatmap";
import { useTheme } from "@/lib/theme";

const looks = ["available", "mine", "held", "sold", "wheelchair", "companion"] as const;

/** What the shapes on the map mean. */
export function Legend() {
  const texts = useTexts(seatmap);
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 text-sm text-muted">
      {looks.map((look) => (
        <li key={look} className="flex items-center gap-1.5">
          <Mark look={look} />
          {texts.legend[look]}
        </li>
      ))}
    </ul>
  );
}

function Mark({ look }: { look: Look }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const theme = useTheme();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme decides the tokens
  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext("2d");
    if (!element || !context) return;
    context.clearRect(0, 0, element.width, element.height);
    context.drawImage(spritesOf(colorsOf(element), element.width)[look], 0, 0);
  }, [look, theme]);
  return <canvas ref={canvas} aria-hidden width={40} height={40} className="size-5" />;
}
