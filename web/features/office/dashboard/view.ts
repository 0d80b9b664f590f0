/** What the dashboard shows: one event or all, and how far back. */
export type View = { eventId: string; days: number };

export const spans = [1, 7, 30, 90] as const;
const usual = 30;

/** The view in the page's address; what is no event or span is ignored. */
export function viewIn(query: { get(name: string): string | null }): View {
  const days = Number(query.get("days"));
  return {
    eventId: query.get("event")?.match(/^[0-9a-f-]{36}$/i)?.[0] ?? "",
    days: spans.find((span) => span === days) ?? usual,
  };
}

export function queryOf({ eventId, days }: View): string {
  const set = { ...(eventId ? { event: eventId } : {}), ...(days === usual ? {} : { days: String(days) }) };
  const query = new URLSearchParams(set).toString();
  return query === "" ? "" : `?${query}`;
}
