"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { api, page, type Schemas } from "@/lib/api";
import { serverNow } from "@/lib/clock/clock";
import type { DoorEvent } from "./store/records";

const day = 86_400_000; // milliseconds: a door closes so long after the start

/** The events that have a door now, the next one first. */
export function useDoorEvents(search: string) {
  return useQuery({
    queryKey: ["door", "events", search],
    queryFn: async ({ signal }) => {
      const from = new Date(serverNow() - day).toISOString();
      const query = { limit: 100, from, status: "active" as const, ...(search ? { q: search } : {}) };
      const { items } = await page(api.GET("/admin/events", { params: { query }, signal }));
      return (items as Managed[]).map(doorEvent).sort((a, b) => a.startsAt - b.startsAt);
    },
    placeholderData: keepPreviousData,
  });
}

/** The description leaves out what a managed event has of an event. */
type Managed = Schemas["CatalogEvent"] & Schemas["CatalogManagedEvent"];

function doorEvent({ id, name, venue, eventDate, timeZone }: Managed): DoorEvent {
  return { id, name, venue, startsAt: Date.parse(eventDate), timeZone };
}

/** Characters from which on a search says something. */
export const shortest = 2;

/** Tickets of an event by the beginning of their holder's name, mail address or number. */
export function useFoundTickets(eventId: string, wanted: string) {
  return useQuery({
    queryKey: ["door", "tickets", eventId, wanted],
    queryFn: async ({ signal }) => {
      const query = { eventId, q: wanted, limit: 20 };
      return (await page(api.GET("/tickets", { params: { query }, signal }))).items;
    },
    enabled: wanted.length >= shortest,
    placeholderData: keepPreviousData,
    staleTime: 0, // somebody may have been let in meanwhile
  });
}
