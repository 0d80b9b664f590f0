"use client";

import { usePathname } from "next/navigation";
import { useSyncExternalStore } from "react";

const never = () => () => {};

/** Whether the page runs in a browser. False in the exported page and at the first render, which must equal it. */
export function useInBrowser(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
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
