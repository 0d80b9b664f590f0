/** What a visitor looks for, as it stands in the page's address; "" where they do not mind. Days are YYYY-MM-DD. */
export type Filters = Record<FilterName, string>;
export type FilterName = (typeof names)[number];

const names = ["q", "venue", "from", "to", "minPrice", "maxPrice"] as const;

export const noFilters: Filters = { q: "", venue: "", from: "", to: "", minPrice: "", maxPrice: "" };

/** The filters in an address. What cannot be a day or a price there is ignored: links are typed and cut by people. */
export function filtersIn(search: { get(name: string): string | null }): Filters {
  const read = (name: FilterName) => clean(name, search.get(name) ?? "");
  return Object.fromEntries(names.map((name) => [name, read(name)])) as Filters;
}

const shapes: Partial<Record<FilterName, RegExp>> = {
  from: /^\d{4}-\d{2}-\d{2}$/,
  to: /^\d{4}-\d{2}-\d{2}$/,
  minPrice: /^\d{1,12}(\.\d{1,4})?$/,
  maxPrice: /^\d{1,12}(\.\d{1,4})?$/,
};

function clean(name: FilterName, value: string): string {
  const text = value.trim().slice(0, 200);
  return shapes[name]?.test(text) === false ? "" : text;
}

/** The address's query for filters: "" or "?q=rock". */
export function queryOf(filters: Filters): string {
  const query = new URLSearchParams(Object.entries(set(filters))).toString();
  return query ? `?${query}` : "";
}

/** Only the filters that are set. */
export function set(filters: Filters): Partial<Filters> {
  return Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== ""));
}

/** How many filters are set, apart from the search words, which are in sight. */
export function countOf(filters: Filters): number {
  return Object.keys(set({ ...filters, q: "" })).length;
}
