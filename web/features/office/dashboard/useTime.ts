"use client";

import { useFormat } from "@/lib/format";
import type { By } from "../figures/useFigures";

/** How the steps of figures are named: days by UTC, as they are counted; hours by the reader's own clock. */
export function useTime(by: By): { short: (at: string) => string; long: (at: string) => string } {
  const { date } = useFormat();
  if (by === "hour") return { short: (at) => date(at, "time"), long: (at) => date(at, "short") };
  return { short: (at) => date(at, "dayOfYear", "UTC"), long: (at) => date(at, "day", "UTC") };
}
