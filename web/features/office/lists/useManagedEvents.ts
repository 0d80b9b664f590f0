"use client";

import { useQuery } from "@tanstack/react-query";
import { api, page, type Schemas } from "@/lib/api";

/** An event as the house sees it. */
export type ManagedEvent = Schemas["CatalogManagedEvent"];

const pagesRead = 20; // of 100 events

/** All events, of every status, for a choice. */
export function useManagedEvents() {
  return useQuery({
    queryKey: ["office", "events", "choice"],
    queryFn: async ({ signal }) => {
      const events: ManagedEvent[] = [];
      let cursor: string | null = null;
      for (let turn = 0; turn < pagesRead; turn += 1) {
        const query: { limit: number; cursor?: string } = { limit: 100, ...(cursor === null ? {} : { cursor }) };
        const { items, next } = await page(api.GET("/admin/events", { params: { query }, signal }));
        events.push(...items);
        if (next === null) break;
        cursor = next;
      }
      return events;
    },
    staleTime: 60_000,
  });
}
