"use client";

import { useQuery } from "@tanstack/react-query";
import { answer, openApi } from "@/lib/api";

/** The event of a place: its currency and its limit are not in the place. Shared with the event's own page. */
export function useEventFacts(id: string) {
  return useQuery({
    queryKey: ["event", id],
    queryFn: ({ signal }) => answer(openApi.GET("/events/{id}", { params: { path: { id } }, signal })),
    staleTime: 300_000,
  });
}
