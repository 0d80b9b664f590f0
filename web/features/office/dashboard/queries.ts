"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { api, type Page, page } from "@/lib/api";
import type { ListedEvent } from "../events/event";

const everyHalfMinute = 30_000; // milliseconds
const perPage = 100;
const pagesMost = 20;

export type AllEvents = {
  events: ListedEvent[];
  /** There are more than were read. */
  more: boolean;
};

/** Reads a list of pages to its end, or to a number of them that nobody waits longer for. */
export async function readAll<T>(
  read: (cursor: string | null) => Promise<Page<T>>,
  most = pagesMost,
): Promise<Page<T>> {
  const items: T[] = [];
  let next: string | null = null;
  for (let pages = 0; pages < most; pages += 1) {
    const found: Page<T> = await read(next);
    items.push(...found.items);
    next = found.next;
    if (next === null) break;
  }
  return { items, next };
}

/** The house's events. */
export function useAllEvents() {
  return useQuery({
    queryKey: ["office", "events", "all"],
    queryFn: async (): Promise<AllEvents> => {
      const { items, next } = await readAll((cursor) => {
        const query = { limit: perPage, ...(cursor ? { cursor } : {}) };
        return page(api.GET("/admin/events", { params: { query } }));
      });
      return { events: items, more: next !== null };
    },
    refetchInterval: everyHalfMinute,
  });
}

type OrdersBy = { eventId?: string | undefined; status?: "pending"; limit: number };

/** The latest orders, of one event or all, in one state or any. */
export function useLatestOrders({ eventId, status, limit }: OrdersBy) {
  return useQuery({
    queryKey: ["office", "latest orders", eventId, status, limit],
    queryFn: () => {
      const query = { limit, ...(eventId ? { eventId } : {}), ...(status ? { status } : {}) };
      return page(api.GET("/admin/orders", { params: { query } }));
    },
    refetchInterval: everyHalfMinute,
    placeholderData: keepPreviousData,
  });
}
