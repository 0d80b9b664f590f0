"use client";

import { Maximize2, Minus, Plus } from "lucide-react";
import { Button } from "@/components/ui/Button";
import { useTexts } from "@/lib/i18n";
import { plan as planTexts } from "@/lib/i18n/areas/plan";

/** Zoom for whoever has neither wheel nor two fingers. */
export function MapControls({ onIn, onOut, onWhole }: { onIn(): void; onOut(): void; onWhole(): void }) {
  const texts = useTexts(planTexts);
  return (
    <div className="absolute top-2 right-2 flex flex-col gap-1">
      <Button kind="secondary" size="icon" aria-label={texts.zoomIn} onClick={onIn}>
        <Plus aria-hidden className="size-5" />
      </Button>
      <Button kind="secondary" size="icon" aria-label={texts.zoomOut} onClick={onOut}>
        <Minus aria-hidden className="size-5" />
      </Button>
      <Button kind="secondary" size="icon" aria-label={texts.whole} onClick={onWhole}>
        <Maximize2 aria-hidden className="size-5" />
      </Button>
    </div>
  );
}
