"use client";

import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { answer, openApi, page } from "@/lib/api";
import { firstData } from "@/lib/first-data";
import { type Filters, set } from "./filters";
import type { Event } from "./sale";

const pageSize = 24;

/** The events that fit the filters, a page at a time. The last answer stays in sight while another is fetched. */
export function useEvents(filters: Filters) {
  return useInfiniteQuery({
    queryKey: ["events", filters],
    queryFn: ({ pageParam, signal }) => {
      const query = {
        limit: pageSize,
        order: "soonest" as const,
        ...set(filters),
        ...(pageParam ? { cursor: pageParam } : {}),
      };
      return page(openApi.GET("/events", { params: { query }, signal }));
    },
    initialPageParam: "",
    getNextPageParam: (last) => last.next,
    placeholderData: keepPreviousData,
  });
}

/** Where events are to come. */
export function useVenues() {
  return useQuery({
    queryKey: ["venues"],
    queryFn: ({ signal }) => answer(openApi.GET("/venues", { params: { query: { limit: 100 } }, signal })),
    staleTime: 300_000,
  });
}

const opened = Date.now(); // by the browser's clock, as the age of what was read is

/** The event that came with the page, if it is the one with this id: whoever came by a link inside the site reads another. */
function eventOfPage(id: string | null): Event | undefined {
  const first = firstData() as Event | undefined;
  return id !== null && first?.id === id ? first : undefined;
}

/** One event; not asked for while its id is unknown, nor at first where it came with the page. */
export function useEvent(id: string | null) {
  return useQuery({
    queryKey: ["event", id],
    queryFn: ({ signal }) => answer(openApi.GET("/events/{id}", { params: { path: { id: id ?? "" } }, signal })),
    enabled: id !== null,
    initialData: () => eventOfPage(id),
    initialDataUpdatedAt: opened,
  });
}
