"use client";

import { remember, remembered } from "./remember";
import { createStore, useStore } from "./store";

export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

const store = createStore<Theme>("system");

/** The chosen theme; `system` follows the reader's device. */
export function useTheme(): Theme {
  return useStore(store, "system");
}

/** Shows the page in a theme and notes it for the next visit. */
export function setTheme(theme: Theme): void {
  remember("theme", theme === "system" ? null : theme);
  show(theme);
}

/** Takes up the theme of an earlier visit. */
export function resumeTheme(): void {
  const kept = remembered("theme");
  show(kept === "light" || kept === "dark" ? kept : "system");
}

function show(theme: Theme): void {
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  store.set(theme);
}
