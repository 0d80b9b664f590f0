"use client";

import { useEffect } from "react";

/** Names the browser's tab after what a page with an id shows, once that is known. */
export function useTitle(name: string | null | undefined): void {
  useEffect(() => {
    if (name) document.title = `${name} · SpecKit Tickets`;
  }, [name]);
}
