"use client";

import { useSyncExternalStore } from "react";

function subscribe(told: () => void): () => void {
  window.addEventListener("hashchange", told);
  return () => window.removeEventListener("hashchange", told);
}

/** The token in an address: mails put it into the fragment, which no server sees; a query is taken too. */
export function tokenIn(hash: string, search: string): string | null {
  const token = new URLSearchParams(hash.replace(/^#/, "")).get("token") ?? new URLSearchParams(search).get("token");
  return token === "" ? null : token;
}

/** The token of the mail's link; null where there is none, undefined until the page is in a browser. */
export function useLinkToken(): string | null | undefined {
  return useSyncExternalStore<string | null | undefined>(
    subscribe,
    () => tokenIn(window.location.hash, window.location.search),
    () => undefined,
  );
}
