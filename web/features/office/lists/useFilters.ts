"use client";

import { useCallback } from "react";
import { useCursor } from "@/lib/api";
import { useAddress } from "./useAddress";

/** A list's filters, in the page's address, and the page of the list: other filters begin at the first. */
export function useFilters<Name extends string>(names: readonly Name[]) {
  const [filters, change] = useAddress(names);
  const cursor = useCursor();
  const { reset } = cursor;
  const filter = useCallback(
    (changed: Partial<Record<Name, string>>) => {
      reset();
      change(changed);
    },
    [reset, change],
  );
  return { filters, filter, cursor };
}
