"use client";

import { useSearchParams } from "next/navigation";
import { useCallback, useMemo } from "react";

const longest = 200; // characters of what somebody looks for

/**
 * What a list is filtered by, in the page's address, so that going back and sending a link find the same list; "" where it does not
 * matter. Changing it replaces the address: each key typed is no page to go back to.
 */
export function useAddress<Name extends string>(names: readonly Name[]) {
  const search = useSearchParams();
  const filters = useMemo(
    () => Object.fromEntries(names.map((name) => [name, (search.get(name) ?? "").slice(0, longest)])),
    [names, search],
  ) as Record<Name, string>;
  const change = useCallback(
    (changed: Partial<Record<Name, string>>) => {
      const next = Object.entries<string>({ ...filters, ...changed }).filter(([, value]) => value !== "");
      const query = new URLSearchParams(next).toString();
      window.history.replaceState(null, "", `${window.location.pathname}${query ? `?${query}` : ""}`);
    },
    [filters],
  );
  return [filters, change] as const;
}
