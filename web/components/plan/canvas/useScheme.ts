"use client";

import { useEffect, useState } from "react";
import { useTheme } from "@/lib/theme";

/** Changes whenever the page's colours do: by the switch or by the reader's system. */
export function useScheme(): string {
  const theme = useTheme();
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const query = matchMedia("(prefers-color-scheme: dark)");
    const turned = () => setTurn((n) => n + 1);
    query.addEventListener("change", turned);
    return () => query.removeEventListener("change", turned);
  }, []);
  return `${theme} ${turn}`;
}
