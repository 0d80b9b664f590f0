"use client";

import { usePathname } from "next/navigation";
import { useDeferredValue, useSyncExternalStore } from "react";

const never = () => () => {};

/**
 * Whether the page runs in a browser. False in the exported page and at the first render, which must equal it. What follows from it may be
 * the whole page, so that React makes it in pieces, between which the browser answers, and not in one.
 */
export function useInBrowser(): boolean {
  const inBrowser = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  return useDeferredValue(inBrowser);
}

/**
 * The id in the page's address: position 1 in /events/{id}. The export has one page for all ids, under "_", so the id is only known
 * in the browser; until then it is null, and pages show their skeleton.
 */
export function usePathId(position: number): string | null {
  const segment = usePathname().split("/")[position + 1];
  const inBrowser = useInBrowser();
  return inBrowser && segment && segment !== "_" ? decodeURIComponent(segment) : null;
}
