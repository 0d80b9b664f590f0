"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { answer, api, type Page, page, type Schemas } from "@/lib/api";

export type Attendee = Schemas["FulfillmentAttendee"];

const statuses = ["valid", "used", "cancelled"] as const satisfies readonly Attendee["status"][];
const turns = 20; // pages without a match that a search goes on over by itself

export const filterNames = ["event", "q", "status"] as const;
export type AttendeeFilters = Record<(typeof filterNames)[number], string>;

/** The tickets of an event, by what the house looks for; none until an event is chosen. */
export function useAttendees(filters: AttendeeFilters, cursor: string | undefined) {
  const { event, q, status } = filters;
  return useQuery({
    queryKey: ["office", "attendees", event, q, status, cursor],
    queryFn: ({ signal }) => found(filters, cursor, signal),
    enabled: event !== "",
    placeholderData: keepPreviousData,
    refetchOnMount: "always",
  });
}

/** A page that has something on it, if there is one: a search may answer empty pages and go on. */
async function found(
  { event, q, status }: AttendeeFilters,
  cursor: string | undefined,
  signal: AbortSignal,
): Promise<Page<Attendee>> {
  const state = statuses.find((each) => each === status); // an address may say anything
  const filter = { eventId: event, ...(q && { q }), ...(state && { status: state }) };
  let from = cursor;
  for (let turn = 1; ; turn += 1) {
    const query = { ...filter, ...(from ? { cursor: from } : {}) };
    const answered = await page(api.GET("/tickets", { params: { query }, signal }));
    if (answered.items.length > 0 || answered.next === null || turn === turns) return answered;
    from = answered.next;
  }
}

/** All tickets of an event as a file for spreadsheets. */
export function attendeesFile(event: string): Promise<Blob> {
  return answer<Blob>(api.GET("/tickets/attendees.csv", { params: { query: { eventId: event } }, parseAs: "blob" }));
}
