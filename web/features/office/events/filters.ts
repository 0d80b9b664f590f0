import type { OfficeEvent } from "./event";

export type Status = OfficeEvent["status"];
export const statuses: readonly Status[] = ["active", "inactive", "cancelled"];

/** What the list is narrowed by; days as in date fields, empty where nothing is set. */
export type Filters = Readonly<{ q: string; status: Status | ""; from: string; to: string }>;
export const noFilters: Filters = { q: "", status: "", from: "", to: "" };

/** The filters in a page's address; what is no day or status is ignored. */
export function filtersIn(query: { get(name: string): string | null }): Filters {
  const day = (name: string) => query.get(name)?.match(/^\d{4}-\d\d-\d\d$/)?.[0] ?? "";
  return {
    q: query.get("q") ?? "",
    status: statuses.find((status) => status === query.get("status")) ?? "",
    from: day("from"),
    to: day("to"),
  };
}

/** The query of the address that has these filters: "?q=…", or nothing. */
export function queryOf(filters: Filters): string {
  const set = Object.entries(filters).filter(([, value]) => value !== "");
  return set.length === 0 ? "" : `?${new URLSearchParams(Object.fromEntries(set))}`;
}
