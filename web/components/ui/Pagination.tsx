"use client";

import { ChevronLeft, ChevronRight } from "lucide-react";
import { useTexts } from "@/lib/i18n";
import { common } from "@/lib/i18n/areas/common";
import { Button } from "./Button";

type PaginationProps = { onPrevious: (() => void) | null; onNext: (() => void) | null; busy?: boolean };

/** Back and on in a list by cursors, which knows no page numbers; null where there is no such page. See useCursor. */
export function Pagination({ onPrevious, onNext, busy = false }: PaginationProps) {
  const texts = useTexts(common);
  if (!onPrevious && !onNext) return null;
  return (
    <nav aria-label={texts.pages} className="flex justify-between gap-2 pt-4">
      <Button kind="secondary" disabled={!onPrevious} onClick={() => onPrevious?.()}>
        <ChevronLeft aria-hidden className="size-4" />
        {texts.previous}
      </Button>
      <Button kind="secondary" disabled={!onNext} busy={busy} onClick={() => onNext?.()}>
        {texts.next}
        <ChevronRight aria-hidden className="size-4" />
      </Button>
    </nav>
  );
}
