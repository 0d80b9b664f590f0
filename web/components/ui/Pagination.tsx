"use client";

import { ChevronLeft, ChevronRight } from "lucide-react";
import type { Cursor } from "@/lib/api";
import { useTexts } from "@/lib/i18n";
import { common } from "@/lib/i18n/areas/common";
import { Button } from "./Button";

type PaginationProps = {
  cursor: Pick<Cursor, "previous" | "next">;
  /** The cursor of the page after the one shown; null at the end. */
  next: string | null;
  busy?: boolean;
};

/** Back and on in a list by cursors, which knows no page numbers; nothing where there is one page only. */
export function Pagination({ cursor, next, busy = false }: PaginationProps) {
  const texts = useTexts(common);
  const { previous } = cursor;
  if (!previous && next === null) return null;
  return (
    <nav aria-label={texts.pages} className="flex justify-between gap-2 pt-4">
      <Button kind="secondary" disabled={!previous} onClick={() => previous?.()}>
        <ChevronLeft aria-hidden className="size-4" />
        {texts.previous}
      </Button>
      <Button kind="secondary" disabled={next === null} busy={busy} onClick={() => next !== null && cursor.next(next)}>
        {texts.next}
        <ChevronRight aria-hidden className="size-4" />
      </Button>
    </nav>
  );
}
