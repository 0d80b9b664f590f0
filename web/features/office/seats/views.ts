/** What can be done with an event's seats, each in a tab. */
export const views = ["generate", "import", "prices", "house"] as const;
export type View = (typeof views)[number];

/** The view that an address asks for. */
export function viewIn(search: string): View | null {
  const asked = new URLSearchParams(search).get("view");
  return views.find((view) => view === asked) ?? null;
}
