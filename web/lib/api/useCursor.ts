"use client";

import { useState } from "react";

export type Cursor = {
  /** Where the page shown begins; undefined for the first. */
  current: string | undefined;
  previous: (() => void) | null;
  /** Goes on to a page, by the cursor of the one shown. */
  next(cursor: string): void;
  reset(): void;
};

/** Pages of a list by cursor: they lead on only, so the way back is remembered. */
export function useCursor(): Cursor {
  const [trail, setTrail] = useState<readonly string[]>([]);
  return {
    current: trail.at(-1),
    previous: trail.length > 0 ? () => setTrail(trail.slice(0, -1)) : null,
    next: (cursor) => setTrail([...trail, cursor]),
    reset: () => setTrail([]),
  };
}
