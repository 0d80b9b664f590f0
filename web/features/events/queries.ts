"use client";

import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { answer, openApi, page } from "@/lib/api";
import { type Filters, set } from "./filters";

const pageSize = 24;

/** The events that fit the filters, a page at a time. The last answer stays in sight while another is fetched. */
export function useEvents(filters: Filters) {
  return useInfiniteQuery({
    queryKey: ["events", filters],
    queryFn: ({ pageParam, signal }) => {
      const query = { limit: pageSize, ...set(filters), ...(pageParam ? { cursor: pageParam } : {}) };
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

/** One event; not asked for while its id is unknown. */
export function useEvent(id: string | null) {
  return useQuery({
    queryKey: ["event", id],
    queryFn: ({ signal }) => answer(openApi.GET("/events/{id}", { params: { path: { id: id ?? "" } }, signal })),
    enabled: id !== null,
  });
}
