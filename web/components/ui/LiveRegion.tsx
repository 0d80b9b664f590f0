"use client";

import { useEffect, useRef } from "react";
import { createStore, useStore } from "@/lib/store";

type Said = { text: string; turn: number };
const nothing: Said = { text: "", turn: 0 };
const polite = createStore<Said>(nothing);
const urgent = createStore<Said>(nothing);

/** Says something to screen readers that the page shows otherwise. `now` interrupts: for lost seats and time that runs out. */
export function announce(text: string, when: "polite" | "now" = "polite"): void {
  const store = when === "now" ? urgent : polite;
  store.set({ text, turn: store.get().turn + 1 });
}

/** Says what has changed since the page was opened; what stood there at first is read with the page. */
export function useSaid(text: string): void {
  const last = useRef(text);
  useEffect(() => {
    if (last.current !== text) announce(text);
    last.current = text;
  }, [text]);
}

/** The page's live regions; once in the page, from its start, since a region that comes with its text is not read out. */
export function LiveRegion() {
  const quiet = useStore(polite, nothing);
  const loud = useStore(urgent, nothing);
  return (
    <div className="sr-only">
      <p aria-live="polite">{again(quiet)}</p>
      <p aria-live="assertive">{again(loud)}</p>
    </div>
  );
}

// The same sentence twice is no change, and would be silent the second time.
function again({ text, turn }: Said): string {
  return turn % 2 === 0 ? text : `${text}\u00a0`;
}
