"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { answer, page } from "@/lib/api";
import { attendeesApi } from "./wire";

export const filterNames = ["event", "q", "status"] as const;
export type AttendeeFilters = Record<(typeof filterNames)[number], string>;

/** The tickets of an event, by what the house looks for; none until an event is chosen. */
export function useAttendees({ event, q, status }: AttendeeFilters, cursor: string | undefined) {
  return useQuery({
    queryKey: ["office", "attendees", event, q, status, cursor],
    queryFn: ({ signal }) => {
      const query = { eventId: event, ...(q && { q }), ...(status && { status }), ...(cursor ? { cursor } : {}) };
      return page(attendeesApi.GET("/tickets", { params: { query }, signal }));
    },
    enabled: event !== "",
    placeholderData: keepPreviousData,
    refetchOnMount: "always",
  });
}

/** All tickets of an event as a file for spreadsheets. */
export function attendeesFile(event: string): Promise<Blob> {
  return answer<Blob>(
    attendeesApi.GET("/tickets/attendees.csv", { params: { query: { eventId: event } }, parseAs: "blob" }),
  );
}
