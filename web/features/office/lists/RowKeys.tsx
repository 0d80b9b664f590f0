"use client";

import type { KeyboardEvent, ReactNode } from "react";

/** Arrow keys, Home and End lead from row to row of the table inside, by each row's first link or button. */
export function RowKeys({ children }: { children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only moves the focus among controls that Tab reaches as well
    <div onKeyDown={move}>{children}</div>
  );
}

function move(event: KeyboardEvent<HTMLElement>): void {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const control = (event.target as HTMLElement).closest<HTMLElement>("tbody a, tbody button");
  const row = control?.closest("tr");
  if (!row) return;
  const stops = [...event.currentTarget.querySelectorAll("tbody tr")].flatMap((each) => {
    const stop = each.querySelector<HTMLElement>("a, button");
    return stop ? [{ row: each, stop }] : [];
  });
  const here = stops.findIndex((each) => each.row === row);
  const to = goal(event.key, here, stops.length - 1);
  if (here < 0 || to === null) return;
  event.preventDefault();
  stops[to]?.stop.focus();
}

function goal(key: string, here: number, last: number): number | null {
  if (key === "ArrowDown") return Math.min(here + 1, last);
  if (key === "ArrowUp") return Math.max(here - 1, 0);
  if (key === "Home") return 0;
  return key === "End" ? last : null;
}
