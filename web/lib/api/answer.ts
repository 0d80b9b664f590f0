import { Problem } from "./problem";

type Call<T> = Promise<{ data?: T; error?: unknown; response: Response }>;

/** What the API answered; a refusal is thrown as a Problem. */
export async function answer<T>(call: Call<T>): Promise<T> {
  const { data, error, response } = await call;
  if (!response.ok) throw Problem.of(response, error);
  return data as T;
}

export type Page<T> = {
  items: T[];
  /** Where the list goes on; null at its end. */
  next: string | null;
};

/** A page of a list, and where the list goes on according to its Link header. */
export async function page<T>(call: Call<T[]>): Promise<Page<T>> {
  const { data, error, response } = await call;
  if (!response.ok) throw Problem.of(response, error);
  return { items: data ?? [], next: nextCursor(response.headers.get("Link")) };
}

/** The cursor in a Link header: `</api/events?cursor=abc>; rel="next"`. */
export function nextCursor(link: string | null): string | null {
  const address = link?.match(/<([^>]*)>\s*;[^,]*\brel="?next"?/)?.[1];
  return address ? new URL(address, "http://page").searchParams.get("cursor") : null;
}
